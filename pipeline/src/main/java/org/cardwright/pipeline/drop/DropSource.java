package org.cardwright.pipeline.drop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.attribute.UserPrincipal;

/** Where the files of an issuer lie: a folder of this machine or of an SFTP server. */
public sealed interface DropSource extends Closeable permits LocalFolder, SftpFolder {

    /**
     * Opens it for one round.
     *
     * @param us who the bureau is on this machine
     * @throws UnusableFolderException when nothing can be taken out of it safely
     */
    DropDirectory open(UserPrincipal us) throws IOException;

    /** Lets go of what it holds; whoever opens it again connects anew. */
    @Override
    void close() throws IOException;
}
