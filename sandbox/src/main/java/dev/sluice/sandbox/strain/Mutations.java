package dev.sluice.sandbox.strain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Requests that were good once: a good one is taken and spoilt in one to four ways, the same for the same seed. */
final class Mutations {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}},"
            + "\"progressToken\":7}";

    private static final List<String> BODIES = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"f\",\"version\":\"1\"}}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1,\"reason\":\"x\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/list\",\"params\":{" + META + "}}",
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"prompts/get\",\"params\":{\"name\":\"customer_briefing\","
                    + "\"arguments\":{\"customer\":\"Acme {customer}\"}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\",\"params\":{\"name\":\"search_contacts\","
                    + "\"arguments\":{\"query\":\"Acme\",\"limit\":3}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\",\"params\":{\"name\":\"get_tool_result\","
                    + "\"arguments\":{\"call_id\":\"01234567\"}," + META + "}}",
            "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"tasks/get\",\"params\":{\"taskId\":\"01234567\"," + META + "}}",
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"server/discover\",\"params\":{" + META + "}}",
            "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"tasks/list\",\"params\":{\"cursor\":\"1\"}}");

    private static final List<String> FRAGMENTS = List.of(
            "null",
            "\"\\ud800\"",
            "\u0000",
            "1e400",
            "-0",
            "99999999999999999999999",
            "[[[[[[[[",
            "{\"a\":",
            "]",
            "}",
            "\\",
            "\"",
            "😀",
            "\u202e",
            "true",
            "\"jsonrpc\":\"2.0\",",
            "\"id\":null,",
            "NaN",
            "/*x*/",
            "\uFEFF");

    private static final List<String> HEADER_VALUES = List.of(
            "",
            "2026-07-28",
            "2025-06-18",
            "1",
            "tools/call",
            "=?base64?!!?=",
            "=?base64??=",
            "é",
            "a,b",
            "x".repeat(3000),
            "application/json; charset=utf-7",
            "text/event-stream",
            "-1",
            "gzip",
            "https://evil.example");

    private static final List<String> HEADER_NAMES = List.of(
            "MCP-Protocol-Version",
            "Mcp-Method",
            "Mcp-Name",
            "Idempotency-Key",
            "Accept",
            "Content-Type",
            "Origin",
            "Mcp-Session-Id",
            "Last-Event-ID",
            "Content-Encoding",
            "X-Forwarded-For");

    private final RandomGenerator random;
    private final String authorization;

    Mutations(RandomGenerator random, String authorization) {
        this.random = random;
        this.authorization = authorization;
    }

    /** The bytes of one request, headers and all; its length is told truly, since a lie is only waited out. */
    byte[] next() {
        var body = pick(BODIES).getBytes(StandardCharsets.UTF_8);
        var headers = new ArrayList<String>();
        int spoilt = random.nextInt(1, 5);
        for (int i = 0; i < spoilt; i++) {
            if (random.nextInt(4) == 0) {
                headers.add(pick(HEADER_NAMES) + ": " + pick(HEADER_VALUES));
            } else {
                body = spoil(body);
            }
        }
        return request(body, headers);
    }

    private byte[] request(byte[] body, List<String> more) {
        var head = new StringBuilder(random.nextInt(200) == 0 ? "PUT" : "POST")
                .append(random.nextInt(200) == 0 ? " /mcp%2f..;x" : " /mcp")
                .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        if (random.nextInt(50) != 0) {
            head.append("Authorization: ").append(authorization).append("\r\n");
        }
        if (more.stream().noneMatch(header -> header.startsWith("Content-Type"))) {
            head.append("Content-Type: application/json\r\n");
        }
        more.forEach(header -> head.append(header).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        var out = new ByteArrayOutputStream(head.length() + body.length);
        out.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private byte[] spoil(byte[] body) {
        int at = body.length == 0 ? 0 : random.nextInt(body.length);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> spliced(body, at, at, pick(FRAGMENTS).getBytes(StandardCharsets.UTF_8));
            case 2 -> spliced(body, at, Math.min(body.length, at + random.nextInt(1, 20)), new byte[0]);
            case 3 -> {
                var copy = body.clone();
                if (copy.length > 0) {
                    copy[at] = (byte) random.nextInt(256);
                }
                yield copy;
            }
            case 4 -> new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case 5 -> {
                int depth = random.nextInt(1, 3000);
                yield spliced(body, at, at, ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8));
            }
            case 6 -> spliced(body, at, at, "x".repeat(random.nextInt(1, 5000)).getBytes(StandardCharsets.UTF_8));
            default -> spliced(body, at, at, body);
        };
    }

    private static byte[] spliced(byte[] body, int from, int to, byte[] instead) {
        var out = new ByteArrayOutputStream(body.length + instead.length);
        out.write(body, 0, from);
        out.writeBytes(instead);
        out.write(body, to, body.length - to);
        return out.toByteArray();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
