package dev.sluice.sandbox.strain;

import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a program of the sandbox holds, by the account of the operating system (Linux). */
record ProcessMemory(long pid) {

    static ProcessMemory of(Sandbox sandbox, String program) {
        return sandbox.parts().stream()
                .filter(part -> part.name().equals(program))
                .map(part -> new ProcessMemory(part.pid()))
                .findFirst()
                .orElseThrow(() -> new SandboxFailed("the sandbox runs no " + program));
    }

    long megabytes() throws IOException {
        return field("VmRSS:") / 1024;
    }

    long mostMegabytes() throws IOException {
        return field("VmHWM:") / 1024;
    }

    private long field(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElse(0L);
    }
}
