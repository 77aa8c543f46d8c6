package dev.sluice.sandbox.zoho.crm.coql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows a query found, and whether there are more than it asked for. Values are as fields give them. */
public record Answer(List<Map<String, @Nullable Object>> rows, boolean more) {}
