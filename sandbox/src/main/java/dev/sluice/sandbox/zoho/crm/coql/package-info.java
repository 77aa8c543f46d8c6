/** COQL, CRM's query language: read, checked and evaluated. */
@NullMarked
package dev.sluice.sandbox.zoho.crm.coql;

import org.jspecify.annotations.NullMarked;
