package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** The server's own SFTP, until a trick is played. */
final class TrickySftp extends SftpSubsystem {

    private static final int MANY = 10;
    private static final int PAUSE_MS = 50;

    private final Supplier<SftpTrick> trick;
    private final AtomicInteger directories;

    /** Over a channel; it counts the directories that are open in it. */
    TrickySftp(
            ChannelSession channel,
            SftpSubsystemFactory factory,
            Supplier<SftpTrick> trick,
            AtomicInteger directories) {
        super(channel, factory);
        this.trick = trick;
        this.directories = directories;
    }

    @Override
    protected String doOpenDir(int id, String path, Path directory, LinkOption... options) throws IOException {
        String opened = super.doOpenDir(id, path, directory, options);
        directories.incrementAndGet();
        return opened;
    }

    @Override
    protected void doClose(int id, String handle) throws IOException {
        directories.addAndGet(handles.get(handle) instanceof DirectoryHandle ? -1 : 0);
        super.doClose(id, handle);
    }

    @Override
    protected void doProcess(Buffer request, int length, int type, int id) throws IOException {
        SftpTrick played = trick.get();
        boolean stuck = played != SftpTrick.HOLDS_STUCK_CSV
                || new String(request.array(), request.rpos(), request.available(), StandardCharsets.UTF_8)
                        .contains("/out/stuck.csv");
        if (!played.isPlayedAt(type) || !stuck) {
            super.doProcess(request, length, type, id);
            return;
        }
        switch (played) {
            case CLOSES_IN_READDIR -> getServerSession().close(true);
            case REFUSES_OPENDIR, HOLDS_STUCK_CSV ->
                sendStatus(prepareReply(request), id, SftpConstants.SSH_FX_PERMISSION_DENIED, "no");
            case SHORT_ATTRS -> send(attributes(request, id));
            case UNASKED -> {
                for (int i = 0; i < MANY; i++) {
                    sendStatus(prepareReply(request), id + i, SftpConstants.SSH_FX_NO_SUCH_FILE, "no");
                }
            }
            case EXCHANGES -> {
                Buffer answer = attributes(request, id);
                answer.putByte((byte) SftpConstants.SSH_FILEXFER_TYPE_REGULAR);
                answer.putLong(Long.MAX_VALUE);
                send(answer);
            }
            default -> list(played, request, id);
        }
    }

    /** A size is announced. */
    private Buffer attributes(Buffer request, int id) {
        Buffer answer = prepareReply(request);
        answer.putByte((byte) SftpConstants.SSH_FXP_ATTRS);
        answer.putInt(id);
        answer.putUInt(SftpConstants.SSH_FILEXFER_ATTR_SIZE);
        return answer;
    }

    private void list(SftpTrick played, Buffer request, int id) throws IOException {
        switch (played) {
            case LEADS_ELSEWHERE -> names(request, id, List.of("/elsewhere"), false);
            case STRANGE_NAMES -> names(request, id, List.of("a\0b", "../a", "a\uFFFD.csv", ".."), true);
            case LISTS_FOR_EVER -> names(request, id, Collections.nCopies(MANY, "."), false);
            case LISTS_SLOWLY -> {
                pause();
                names(request, id, List.of("."), false);
            }
            default -> {
                // silence
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** As version 6 of the protocol has them, draft-ietf-secsh-filexfer-13, 7 and 9.4. */
    private void names(Buffer request, int id, List<String> names, boolean last) throws IOException {
        Buffer answer = prepareReply(request);
        answer.putByte((byte) SftpConstants.SSH_FXP_NAME);
        answer.putInt(id);
        answer.putUInt(names.size());
        for (String name : names) {
            answer.putString(name);
            answer.putUInt(0);
            answer.putByte((byte) SftpConstants.SSH_FILEXFER_TYPE_REGULAR);
        }
        answer.putBoolean(last);
        send(answer);
    }
}
