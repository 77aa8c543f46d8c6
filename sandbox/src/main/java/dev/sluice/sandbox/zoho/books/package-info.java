/** Zoho Books v3: customers and their invoices. */
@NullMarked
package dev.sluice.sandbox.zoho.books;

import org.jspecify.annotations.NullMarked;
