package dev.sluice.auditindexer.document;

/**
 * A document as it was read back.
 *
 * @param index which index it is in
 * @param id under which id
 * @param source its content as the index gave it; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record StoredDocument(String index, String id, byte[] source) {}
