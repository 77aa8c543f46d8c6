package dev.sluice.sandbox.zoho.crm.coql;

import java.util.ArrayList;
import java.util.List;

/** Cuts a query into tokens. A quote inside a quoted string is doubled, or has a backslash before it. */
final class Lexer {

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at >= text.length()) {
            return new Token(Token.Kind.END, "", at);
        }
        char first = text.charAt(at);
        if (first == '\'' || first == '"') {
            return string(first);
        }
        if (Character.isDigit(first) || (first == '-' && digitAt(at + 1))) {
            return number();
        }
        if (inWord(first)) {
            return word();
        }
        return symbol();
    }

    private Token string(char quote) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '\\' && at < text.length()) {
                value.append(text.charAt(at++));
            } else if (next != quote) {
                value.append(next);
            } else if (at < text.length() && text.charAt(at) == quote) {
                value.append(quote);
                at++;
            } else {
                return new Token(Token.Kind.STRING, value.toString(), start);
            }
        }
        throw InvalidQuery.unreadable(new Token(Token.Kind.STRING, value.toString(), start));
    }

    private Token number() {
        int start = at++;
        while (at < text.length() && (digitAt(at) || text.charAt(at) == '.')) {
            at++;
        }
        return new Token(Token.Kind.NUMBER, text.substring(start, at), start);
    }

    private Token word() {
        int start = at++;
        while (at < text.length() && (inWord(text.charAt(at)) || digitAt(at) || text.charAt(at) == '.')) {
            at++;
        }
        return new Token(Token.Kind.WORD, text.substring(start, at), start);
    }

    private Token symbol() {
        int start = at++;
        char first = text.charAt(start);
        boolean comparison = first == '<' || first == '>' || first == '!';
        if (comparison && at < text.length() && text.charAt(at) == '=') {
            at++;
        }
        return new Token(Token.Kind.SYMBOL, text.substring(start, at), start);
    }

    private boolean digitAt(int position) {
        return position < text.length() && Character.isDigit(text.charAt(position));
    }

    private static boolean inWord(char c) {
        return Character.isLetter(c) || c == '_' || c == '$';
    }
}
