package dev.sluice.sandbox.zoho.crm.record;

/** A postal address. */
public record Address(String street, String city, String state, String code, String country) {}
