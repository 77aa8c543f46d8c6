/** Zoho CRM v8 over HTTP. */
@NullMarked
package dev.sluice.sandbox.zoho.crm;

import org.jspecify.annotations.NullMarked;
