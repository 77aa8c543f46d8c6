package dev.sluice.worker.tool;

import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.node.ObjectNode;

/** A tool that does what a test tells it, and counts how often it was asked and looked. */
@NullMarked
public final class ScriptedTool implements ReconcilableTool {
    private final String name;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger looked = new AtomicInteger();
    private volatile Supplier<Answer> answers = () -> answer("done");
    private volatile Supplier<Optional<Answer>> finds = Optional::empty;
    private volatile Function<ObjectNode, String> tells = Object::toString;

    public ScriptedTool(String name) {
        this.name = name;
    }

    public static Answer answer(String text) {
        return new Answer(Json.mapper().createObjectNode().put("said", text), List.of());
    }

    public ScriptedTool answering(Supplier<Answer> answer) {
        answers = answer;
        return this;
    }

    public ScriptedTool finding(Supplier<Optional<Answer>> found) {
        finds = found;
        return this;
    }

    public ScriptedTool telling(Function<ObjectNode, String> text) {
        tells = text;
        return this;
    }

    public int asked() {
        return asked.get();
    }

    public int looked() {
        return looked.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        asked.incrementAndGet();
        return answers.get();
    }

    @Override
    public Optional<Answer> reconcile(ObjectNode arguments, Instant begunAt, ZohoSession zoho) {
        looked.incrementAndGet();
        return finds.get();
    }

    @Override
    public String text(ObjectNode structured) {
        return tells.apply(structured);
    }
}
