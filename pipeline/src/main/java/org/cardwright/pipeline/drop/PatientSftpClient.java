package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.sftp.client.SftpErrorDataHandler;
import org.apache.sshd.sftp.client.SftpMessage;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.client.impl.DefaultSftpClient;
import org.apache.sshd.sftp.client.impl.SftpInputStreamAsync;
import org.apache.sshd.sftp.common.SftpConstants;

/**
 * A client that waits for no answer longer than it was told and keeps none that it did not ask for: the stock one waits ten minutes for each
 * of them, and keeps all. CWE-400.
 */
final class PatientSftpClient extends DefaultSftpClient {

    private static final int OWNER_ONLY = 0700;

    private final Duration answer;
    private volatile long untilNanos;
    // no initial values: answers come while the constructor of the library waits for the first
    private long asked;
    private long answered;

    PatientSftpClient(ClientSession session, SftpVersionSelector versions, Duration answer) throws IOException {
        super(session, versions, SftpErrorDataHandler.EMPTY);
        this.answer = answer;
        this.untilNanos = System.nanoTime() + answer.toNanos();
    }

    /** Until when everything that is asked from now on is to be answered, by {@link System#nanoTime}. */
    void until(long nanos) {
        untilNanos = nanos;
    }

    @Override
    public SftpMessage write(int command, Buffer request) throws IOException {
        count();
        return super.write(command, request);
    }

    private synchronized void count() {
        asked++;
    }

    /** The first answer of all is that of the version. */
    private synchronized boolean isAsked() {
        answered++;
        return answered <= asked + 1;
    }

    @Override
    protected void process(Buffer incoming) throws IOException {
        if (!isAsked()) {
            getClientSession().close(true);
            throw new SshException("an answer that nobody asked for");
        }
        super.process(incoming);
    }

    @Override
    public Buffer receive(int id) throws IOException {
        long left = Math.min(answer.toNanos(), untilNanos - System.nanoTime());
        Buffer received = left > 0 ? receive(id, Duration.ofNanos(left)) : null;
        if (received == null) {
            throw new SocketTimeoutException("no answer in time");
        }
        return received;
    }

    /** Makes a directory that is its owner's alone from the first moment on. */
    void makeOwn(String path) throws IOException {
        Attributes attributes = new Attributes().perms(OWNER_ONLY);
        attributes.setType(SftpConstants.SSH_FILEXFER_TYPE_DIRECTORY);
        Buffer request = putReferencedName(SftpConstants.SSH_FXP_MKDIR, new ByteArrayBuffer(), path, 0);
        checkCommandStatus(
                SftpConstants.SSH_FXP_MKDIR, writeAttributes(SftpConstants.SSH_FXP_MKDIR, request, attributes));
    }

    /** The bytes of an open file, of which so many are asked for ahead. Closes it. */
    InputStream bytes(CloseableHandle file, String path, long length) {
        return new SftpInputStreamAsync(this, getReadBufferSize(), 0, length, path, file);
    }
}
