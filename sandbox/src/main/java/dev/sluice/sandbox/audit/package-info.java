/** The audit trail seen from outside: what an auditor sees, and how fast and how surely events get there. */
@NullMarked
package dev.sluice.sandbox.audit;

import org.jspecify.annotations.NullMarked;
