/** A stand-in for Zoho on this machine: accounts server, CRM, Books and Projects over one invented company. */
@NullMarked
package dev.sluice.sandbox.zoho;

import org.jspecify.annotations.NullMarked;
