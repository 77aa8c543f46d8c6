/** Zoho Projects v3: projects, their tasks and milestones. */
@NullMarked
package dev.sluice.sandbox.zoho.projects;

import org.jspecify.annotations.NullMarked;
