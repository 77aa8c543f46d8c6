package dev.sluice.gateway;

import dev.sluice.common.catalog.Effect;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.node.ObjectNode;

/** A catalogue for tests: the tools that the example policy names, with short schemas. */
@NullMarked
public final class TestTools {
    private TestTools() {}

    public static ToolCatalog catalog() {
        return ToolCatalog.of(List.of(
                read("search_contacts", """
                        {"type":"object","additionalProperties":false,"required":["query"],"properties":{
                          "query":{"type":"string","minLength":2,"maxLength":100},
                          "limit":{"type":"integer","minimum":1,"maximum":10,"default":5}}}"""),
                read("get_contact_deals", """
                        {"type":"object","additionalProperties":false,"required":["contact_id"],"properties":{
                          "contact_id":{"type":"string","pattern":"^[0-9]{1,25}$"}}}"""),
                read("get_overdue_invoices", """
                        {"type":"object","additionalProperties":false,"properties":{
                          "customer_name":{"type":"string"}}}"""),
                read("get_project_status", """
                        {"type":"object","additionalProperties":false,"properties":{
                          "project_name":{"type":"string","x-mcp-header":"Project"},
                          "status_filter":{"type":"string","enum":["active","overdue","all"]}}}"""),
                write("create_crm_note", """
                        {"type":"object","additionalProperties":false,"required":["module","record_id","note"],
                         "properties":{
                          "module":{"type":"string","enum":["Contacts","Deals","Leads"]},
                          "record_id":{"type":"string","pattern":"^[0-9]{1,25}$"},
                          "note":{"type":"string","minLength":1,"maxLength":2000}}}""")));
    }

    private static ToolDefinition read(String name, String inputSchema) {
        return tool(name, Effect.READ, inputSchema, List.of());
    }

    private static ToolDefinition write(String name, String inputSchema) {
        return tool(name, Effect.WRITE, inputSchema, List.of("module", "record_id"));
    }

    private static ToolDefinition tool(String name, Effect effect, String inputSchema, List<String> recordWritten) {
        return new ToolDefinition(
                name,
                "The tool " + name,
                "Stands for " + name + " in tests.",
                effect,
                object(inputSchema),
                object("{\"type\":\"object\"}"),
                List.of("ZohoCRM.modules.READ"),
                1,
                List.of(),
                recordWritten);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.mapper().readTree(json);
    }
}
