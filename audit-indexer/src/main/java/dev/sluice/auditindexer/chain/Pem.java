package dev.sluice.auditindexer.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Keys as text files. */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    static String write(String label, byte[] content) {
        var base64 = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.UTF_8))
                .encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** The content between the lines with this label; a file without them is refused. */
    static byte[] read(Path file, String label) throws IOException {
        var text = Files.readString(file);
        var begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no " + label);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }
}
