package dev.sluice.common.json;

import tools.jackson.core.JacksonException;

/** Bytes that should have been a certain JSON value and are not. The message never quotes them. */
public final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedJson(String message) {
        super(message);
    }

    /** Tells what was expected and where it went wrong; the parser's own message may quote the content, so it is left. */
    public static MalformedJson of(String expected, JacksonException cause) {
        var at = cause.getLocation();
        var where =
                at == null || at.getLineNr() < 1 ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        var path = cause.getPath().isEmpty() ? "" : " in " + cause.getPathReference();
        return new MalformedJson("not a well-formed " + expected + path + where);
    }
}
