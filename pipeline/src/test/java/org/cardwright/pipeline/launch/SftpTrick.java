package org.cardwright.pipeline.launch;

import org.apache.sshd.sftp.common.SftpConstants;

/** What a server does that breaks the rules, has bad luck, or means ill. */
enum SftpTrick {
    /** Nothing: it serves. */
    NONE(0, ""),
    /** It goes away while it lists. */
    CLOSES_IN_READDIR(SftpConstants.SSH_FXP_READDIR, "(the connection broke)"),
    /** It lets nobody list. */
    REFUSES_OPENDIR(SftpConstants.SSH_FXP_OPENDIR, "AccessDeniedException"),
    /** An answer that ends before its end. */
    SHORT_ATTRS(SftpConstants.SSH_FXP_LSTAT, "(an answer that is no SFTP)"),
    /** It answers nothing any more. */
    SILENT(SftpConstants.SSH_FXP_LSTAT, "(no answer in time)"),
    /** Each name of its folder comes in time, and there is no end of them. */
    LISTS_SLOWLY(SftpConstants.SSH_FXP_READDIR, "(no answer in time)"),
    /** Answers that nobody asked for. */
    UNASKED(SftpConstants.SSH_FXP_LSTAT, "(the connection broke)"),
    /** Its directory is another one than it is called. */
    LEADS_ELSEWHERE(SftpConstants.SSH_FXP_REALPATH, "(a link leads to it at the server)"),
    /** Names that no file can have here. */
    STRANGE_NAMES(SftpConstants.SSH_FXP_READDIR, "(3 names that cannot be written)"),
    /** It has no end of names, quickly. */
    LISTS_FOR_EVER(SftpConstants.SSH_FXP_READDIR, ""),
    /** One file cannot be moved. */
    HOLDS_STUCK_CSV(SftpConstants.SSH_FXP_RENAME, ""),
    /** Names as long as an answer can be, without end. */
    LONG_NAMES(SftpConstants.SSH_FXP_READDIR, "(26 names that cannot be written)"),
    /** One file cannot be looked at. */
    HIDES_STUCK_CSV(SftpConstants.SSH_FXP_LSTAT, ""),
    /** A checksum file of 700 TB, as whoever has the rights of an issuer can make it. */
    ENDLESS_CHECKSUM(SftpConstants.SSH_FXP_LSTAT, ""),
    /** Of the claims it lists the second files alone. */
    LISTS_HALVES(SftpConstants.SSH_FXP_READDIR, ""),
    /** It goes away when a marker is moved. */
    LOST_AT_MARKER(SftpConstants.SSH_FXP_RENAME, ""),
    /** It goes away when a file is moved. */
    LOST_AT_FILE(SftpConstants.SSH_FXP_RENAME, ""),
    /** What is opened is longer than what was looked at. */
    EXCHANGES(SftpConstants.SSH_FXP_FSTAT, "");

    private final int request;
    private final String told;

    SftpTrick(int request, String told) {
        this.request = request;
        this.told = told;
    }

    /**
     * True for the request at which it is played.
     *
     * @param text of the request, each byte a character
     */
    boolean isPlayedAt(int type, String text) {
        boolean meant = switch (this) {
            case HOLDS_STUCK_CSV -> text.contains("/out/stuck.csv\0");
            case HIDES_STUCK_CSV -> text.contains("/out/stuck.csv");
            case ENDLESS_CHECKSUM -> text.contains(".sha256") || text.contains("+");
            case LOST_AT_MARKER -> text.contains(".done");
            case LOST_AT_FILE -> !text.contains(".done");
            default -> true;
        };
        return meant && type == request;
    }

    /** What the bureau hears of it; empty when it hears nothing. */
    String told() {
        return told;
    }
}
