/** CRM's record search: by criteria, e-mail, phone and word. */
@NullMarked
package dev.sluice.sandbox.zoho.crm.search;

import org.jspecify.annotations.NullMarked;
