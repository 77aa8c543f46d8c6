package dev.sluice.sandbox.zoho.projects;

/** Somebody who works in the portal. */
public record Member(String zuid, String zpuid, String name, String email) {}
