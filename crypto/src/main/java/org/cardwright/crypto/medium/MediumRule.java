package org.cardwright.crypto.medium;

import org.cardwright.formats.MalformedFileException;

/** Why a container is refused as a whole; an id keeps its meaning for ever. */
public enum MediumRule {
    /** RFC 5652, 5.1; RFC 5083, 2.1. */
    CONTAINER("M-101", "a container is CMS signed data over authenticated-enveloped data, whole and nothing behind it"),
    /** RFC 5652, 5.3. */
    SIGNER("M-102", "one signer with signed attributes, by a certificate that is configured for the issuer"),
    /** RFC 5280, 4.1.2.5 and 4.2.1.3. */
    CERTIFICATE(
            "M-103",
            "the signer's certificate must be valid today, for signatures, with RSA from 2048 or EC from 256 bits"),
    /** RFC 5652, 5.4. */
    SIGNATURE("M-104", "the signature must be that of the certificate over the whole content, with SHA-256 or longer"),
    /** RFC 5652, 6.2.1; RFC 4055, 4. */
    RECIPIENT("M-105", "the content key must be encrypted to the certificate of this bureau with RSAES-OAEP"),
    /** RFC 5084, 3.2. */
    ENCRYPTION("M-106", "the content must be under AES-256-GCM with a tag of 16 bytes, unaltered"),
    /** The archive inside. */
    ARCHIVE("M-201", "the content must be a ZIP archive that begins with manifest.json and has files only"),
    /** The list of files. */
    MANIFEST("M-202", "the manifest must be complete, well-formed JSON of this format"),
    /** Whose files these are. */
    ISSUER("M-203", "the manifest must be of the issuer whose certificate signed"),
    /** Path traversal and files that look like ours. */
    NAME("M-204", "a file has a plain name of letters, digits, dot, hyphen and underscore, once"),
    /** What is listed is there. */
    FILE_MISSING("M-205", "every file of the manifest must be there"),
    /** What is there is listed. */
    FILE_UNLISTED("M-206", "there must be no file that the manifest does not list, and none twice"),
    /** FIPS 180-4. */
    FILE_ALTERED("M-207", "length and SHA-256 of a file must be those of the manifest"),
    /** Bounds. */
    TOO_LARGE("M-208", "files, sizes and the manifest must keep within bounds"),
    /** Orders inside. */
    RECORDS("M-209", "the number of orders in a file must be that of the manifest"),
    /** The same again. */
    REPLAY("M-210", "a medium is taken once"),
    /** The issuer's numbering. */
    SEQUENCE("M-211", "a sequence number of an issuer is used once");

    private final String id;
    private final String text;

    MediumRule(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** The stable id, {@code M-101} and up. */
    public String id() {
        return id;
    }

    /** What is required, in one plain sentence. */
    public String text() {
        return text;
    }

    /** The refusal of a container. */
    public MalformedFileException in(String container) {
        return in(container, "", "");
    }

    /**
     * The refusal of a container for one of its files.
     *
     * @param place in the container, empty for the whole
     * @param detail in words without content, empty for none
     */
    public MalformedFileException in(String container, String place, String detail) {
        return new MalformedFileException(container, place, id, detail.isEmpty() ? text : text + ": " + detail);
    }
}
