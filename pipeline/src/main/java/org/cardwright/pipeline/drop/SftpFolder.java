package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.file.attribute.UserPrincipal;
import java.security.KeyPair;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder of an SFTP server, over a connection that is held from round to round. The server shows a host key that is registered, the bureau
 * its own key; nothing else is asked or believed. A server whose connection fails is left alone for a while.
 */
public final class SftpFolder implements DropSource {

    private final Terms terms;
    private final SftpPatience patience;
    private volatile @Nullable SftpConnection connection;

    /**
     * Where it is and who may be there.
     *
     * @param host name or address
     * @param port 1 to 65535
     * @param user who the bureau is there
     * @param path absolute
     * @param hostKeys public keys of the server, {@code TYPE BASE64} as OpenSSH writes them
     * @param own the bureau's key
     */
    public record Terms(String host, int port, String user, String path, List<String> hostKeys, KeyPair own) {

        /** Copies the list. */
        public Terms {
            hostKeys = List.copyOf(hostKeys);
        }
    }

    /** A folder that is connected to when it is opened. */
    public SftpFolder(Terms terms) {
        this(terms, SftpPatience.USUAL);
    }

    /** A folder of a server that may take so long. */
    public SftpFolder(Terms terms, SftpPatience patience) {
        this.terms = terms;
        this.patience = patience;
    }

    /** Where it is. */
    public Terms terms() {
        return terms;
    }

    @Override
    public DropDirectory open(UserPrincipal us) throws IOException {
        SftpConnection held = connected();
        held.beginRound();
        return SftpDirectory.open(held, terms.path(), patience);
    }

    private synchronized SftpConnection connected() throws UnusableFolderException {
        SftpConnection held = connection;
        if (held != null && held.isOpen()) {
            return held;
        }
        if (held != null) {
            held.close();
            UnusableFolderException rest = held.rest();
            if (rest != null) {
                throw rest;
            }
        }
        SftpConnection made = new SftpConnection(terms, patience);
        // before it is connected: whoever closes the folder closes this one too
        connection = made;
        made.connect();
        return made;
    }

    /** Never waits for whoever opens it: a server that is silent holds up nobody's end. */
    @Override
    public void close() {
        SftpConnection held = connection;
        connection = null;
        if (held != null) {
            held.end();
        }
    }
}
