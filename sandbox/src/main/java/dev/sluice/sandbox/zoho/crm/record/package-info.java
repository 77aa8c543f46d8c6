/** The records a CRM organisation holds, and the modules and fields they are read through. */
@NullMarked
package dev.sluice.sandbox.zoho.crm.record;

import org.jspecify.annotations.NullMarked;
