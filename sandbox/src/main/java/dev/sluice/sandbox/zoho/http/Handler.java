package dev.sluice.sandbox.zoho.http;

/** What answers a request. */
@FunctionalInterface
public interface Handler {
    Reply handle(Request request) throws InterruptedException;
}
