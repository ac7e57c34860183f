package org.cardwright.crypto.envelope;

import org.cardwright.formats.MalformedFileException;

/** Why an OpenPGP envelope is refused as a whole; an id keeps its meaning for ever. */
public enum OpenPgpRule {
    /** RFC 9580, 10.3. */
    MESSAGE("D-401", "a file is one OpenPGP message, signed and encrypted, whole and nothing behind it"),
    /** RFC 9580, 5.1. */
    RECIPIENT("D-402", "the message is encrypted to a key of this bureau, named by its key ID"),
    /** RFC 9580, 5.13 and 9.3; the same whatever was altered, so that nobody learns from it what a key opens. */
    ENCRYPTION("D-403", "the message is under AES with protection of its integrity (MDC or AEAD), and unaltered"),
    /** RFC 9580, 5.4. */
    SIGNER("D-404", "the message has one signature, by a key that is registered for the issuer"),
    /** RFC 9580, 5.2.3.10, 5.2.3.29 and 10.1. */
    KEY(
            "D-405",
            "the signer's key is for signatures, valid today and not revoked, with RSA from 2048 or EC from 255 bits"),
    /** RFC 9580, 5.2.4. */
    SIGNATURE(
            "D-406",
            "the signature is that of the key over the whole content, with SHA-256 or longer, not from the future, not"
                    + " expired, and for this bureau");

    private final String id;
    private final String text;

    OpenPgpRule(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** The stable id, {@code D-401} and up. */
    public String id() {
        return id;
    }

    /** What is required, in one plain sentence. */
    public String text() {
        return text;
    }

    MalformedFileException in(String name) {
        return new MalformedFileException(name, "", id, text);
    }
}
