package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
    private static final int LONG = 100_000;
    private static final long TERABYTES_700 = 700_000_000_000_000L;

    private final Supplier<SftpTrick> trick;
    private final Counts counts;
    private boolean lost;

    /**
     * What is counted over all channels.
     *
     * @param directories that are open
     * @param looks at entries that were asked for
     */
    record Counts(AtomicInteger directories, AtomicInteger looks) {

        Counts() {
            this(new AtomicInteger(), new AtomicInteger());
        }
    }

    /** Over a channel. */
    TrickySftp(ChannelSession channel, SftpSubsystemFactory factory, Supplier<SftpTrick> trick, Counts counts) {
        super(channel, factory);
        this.trick = trick;
        this.counts = counts;
    }

    @Override
    protected String doOpenDir(int id, String path, Path directory, LinkOption... options) throws IOException {
        String opened = super.doOpenDir(id, path, directory, options);
        counts.directories().incrementAndGet();
        return opened;
    }

    @Override
    protected void doClose(int id, String handle) throws IOException {
        counts.directories().addAndGet(handles.get(handle) instanceof DirectoryHandle ? -1 : 0);
        super.doClose(id, handle);
    }

    @Override
    protected void doProcess(Buffer request, int length, int type, int id) throws IOException {
        SftpTrick played = trick.get();
        counts.looks().addAndGet(type == SftpConstants.SSH_FXP_LSTAT ? 1 : 0);
        String text = new String(request.array(), request.rpos(), request.available(), StandardCharsets.ISO_8859_1);
        if (played.isPlayedAt(type, text)) {
            play(played, request, new Asked(length, type, id));
        } else {
            super.doProcess(request, length, type, id);
        }
    }

    /** A request. */
    private record Asked(int length, int type, int id) {}

    private void play(SftpTrick played, Buffer request, Asked asked) throws IOException {
        int id = asked.id();
        switch (played) {
            case CLOSES_IN_READDIR -> getServerSession().close(true);
            case LOST_AT_MARKER, LOST_AT_FILE -> {
                lost = true;
                super.doProcess(request, asked.length(), asked.type(), id);
            }
            case LISTS_HALVES -> listHalves(request, asked);
            case REFUSES_OPENDIR, HOLDS_STUCK_CSV, HIDES_STUCK_CSV ->
                sendStatus(prepareReply(request), id, SftpConstants.SSH_FX_PERMISSION_DENIED, "no");
            case SHORT_ATTRS -> send(attributes(request, id));
            case UNASKED -> {
                for (int i = 0; i < MANY; i++) {
                    sendStatus(prepareReply(request), id + i, SftpConstants.SSH_FX_NO_SUCH_FILE, "no");
                }
            }
            case EXCHANGES -> sendFile(request, id, Long.MAX_VALUE);
            case ENDLESS_CHECKSUM -> sendFile(request, id, TERABYTES_700);
            default -> list(played, request, id);
        }
    }

    /** It has done what it was asked for, and says so to nobody. */
    @Override
    protected void send(Buffer answer) throws IOException {
        if (lost) {
            getServerSession().close(true);
        } else {
            super.send(answer);
        }
    }

    private void sendFile(Buffer request, int id, long bytes) throws IOException {
        Buffer answer = attributes(request, id);
        answer.putByte((byte) SftpConstants.SSH_FILEXFER_TYPE_REGULAR);
        answer.putLong(bytes);
        send(answer);
    }

    private void listHalves(Buffer request, Asked asked) throws IOException {
        int at = request.rpos();
        Path directory = handles.get(request.getString()).getFile();
        request.rpos(at);
        if (!directory.endsWith(".claimed")) {
            super.doProcess(request, asked.length(), asked.type(), asked.id());
            return;
        }
        try (Stream<Path> claims = Files.list(directory)) {
            List<String> halves = claims.map(claim -> claim.getFileName().toString())
                    .filter(claim -> claim.contains("+"))
                    .toList();
            names(request, asked.id(), halves, true);
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
            case LONG_NAMES -> names(request, id, List.of("n".repeat(LONG)), false);
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
