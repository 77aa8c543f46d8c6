package dev.sluice.sandbox.zoho.crm.coql;

import java.util.List;

/** The tokens of a query, read from left to right. */
final class Tokens {

    private final List<Token> all;
    private int at;

    Tokens(List<Token> all) {
        this.all = all;
    }

    Token peek() {
        return all.get(at);
    }

    Token next() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    boolean ended() {
        return peek().kind() == Token.Kind.END;
    }

    boolean skip(String text) {
        boolean there = peek().is(text);
        if (there) {
            at++;
        }
        return there;
    }

    void expect(String text) {
        if (!skip(text)) {
            throw unexpected();
        }
    }

    InvalidQuery unexpected() {
        return InvalidQuery.unreadable(peek());
    }

    String word() {
        return text(Token.Kind.WORD, Token.Kind.WORD);
    }

    /** The name of a column; one that is also a word of the language stands in quotes. */
    String name() {
        return text(Token.Kind.WORD, Token.Kind.STRING);
    }

    /** What a column is compared with: a quoted string, a number, or a bare true or false. */
    String value() {
        Token token = peek();
        boolean bare = token.is("true") || token.is("false");
        return bare ? word() : text(Token.Kind.STRING, Token.Kind.NUMBER);
    }

    private String text(Token.Kind kind, Token.Kind orKind) {
        Token token = peek();
        if (token.kind() != kind && token.kind() != orKind) {
            throw unexpected();
        }
        at++;
        return token.text();
    }

    int integer() {
        Token token = next();
        try {
            return Integer.parseInt(token.text());
        } catch (NumberFormatException e) {
            throw InvalidQuery.unreadable(token);
        }
    }
}
