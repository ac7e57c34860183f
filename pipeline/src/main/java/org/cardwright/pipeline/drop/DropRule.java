package org.cardwright.pipeline.drop;

/** Why a dropped file is not taken; an id keeps its meaning for ever. CWE-22, 59, 367, 400. */
public enum DropRule {
    /** Names go into paths, logs and answers. */
    NAME(
            "D-101",
            "a name has 1 to 100 letters, digits, dots, hyphens and underscores, and begins with a letter or digit"),
    /** A link leads elsewhere, a pipe never ends. */
    REGULAR("D-102", "a drop is a regular file: no link, pipe, socket or device"),
    /** Who has another name of the file can go on to change it. */
    ONE_NAME("D-103", "a file has no second name (hard link)"),
    /** What everybody can write, anybody may have written. */
    WRITABLE("D-104", "a file cannot be written by others"),
    /** Bounds. */
    SIZE("D-105", "a file keeps within the size that is agreed with its issuer"),
    /** FIPS 180-4, in the form of sha256sum. */
    CHECKSUM(
            "D-106",
            "the checksum file has one line, as sha256sum writes it for this name, and the SHA-256 is that of the file"),
    /** A file that its issuer keeps for itself. */
    READABLE("D-107", "a file can be read by the bureau"),
    /** A few bytes that swell to a full disk. */
    EXPANSION("D-108", "the content of an envelope is at most 100 times as long as the envelope, and 64 KiB"),
    /** What was marked is not what is there. */
    MARKED("D-109", "a file is not written, exchanged or taken away any more when its second file was taken"),
    /** Where the files lie. */
    FOLDER(
            "D-201",
            "the folder is a directory that can be used, and neither it nor one around it can be written by others"),
    /** Our own directories in it. */
    OWN_DIRECTORY(
            "D-202", "the directories .claimed and .quarantine in the folder belong to the bureau alone, mode 0700"),
    /** RFC 4251, 4.1. */
    SFTP(
            "D-203",
            "the SFTP server can be reached, shows a host key that is registered, and lets the bureau in by its key"),
    /** OpenSSH, sshd(8). */
    HOST_KEYS(
            "D-204",
            "host keys stand in lines as ssh-keyscan writes them, without markers and patterns: RSA from 2048 bits, ECDSA or Ed25519"),
    /** The same again. The id stands in the journal as well. */
    REPEATED("D-301", "a content is taken once"),
    /** Something is wrong with our disk, or somebody was there. */
    COPY("D-302", "our copy of a drop is there and has the content that was taken"),
    /** A file that this program cannot cope with. */
    UNFIT("D-303", "a drop can be read by this program");

    private final String id;
    private final String text;

    DropRule(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** The stable id, {@code D-101} and up. */
    public String id() {
        return id;
    }

    /** What is required, in one plain sentence. */
    public String text() {
        return text;
    }

    /** Rule and requirement in one line. */
    String refusal() {
        return id + ": " + text;
    }
}
