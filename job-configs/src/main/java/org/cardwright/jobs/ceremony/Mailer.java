package org.cardwright.jobs.ceremony;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;

/** Prints sheets as blind mailers on a printer of this machine: the bytes go to its device and nowhere else, into no file and no spooler. */
public final class Mailer {

    private static final byte SPACE = ' ';
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte FORM_FEED = '\f';

    private final MailerForm form;
    private final LocalPrinter printer;

    /**
     * With a form.
     *
     * @param form a file, or the one that the program brings
     */
    public static Mailer on(LocalPrinter printer, Optional<Path> form) throws IOException {
        return new Mailer(form.isEmpty() ? MailerForm.standard() : MailerForm.read(form.get()), printer);
    }

    Mailer(MailerForm form, LocalPrinter printer) {
        this.form = form;
        this.printer = printer;
    }

    /** The device, for the transcript. */
    public String printer() {
        return printer.toString();
    }

    /**
     * Prints one mailer.
     *
     * @param typed lines of ASCII, inside
     * @throws KeyRefusedException when it does not fit into the form; nothing is printed
     */
    void print(Sheet sheet, SecretBytes typed) throws IOException {
        byte[] page = new byte[form.page().lines() * form.page().width()];
        Arrays.fill(page, SPACE);
        try {
            String heading = sheet.rehearsal() ? "REHEARSAL - " + sheet.heading() : sheet.heading();
            put(page, form.title(), List.of(ascii(heading)));
            put(
                    page,
                    form.facts(),
                    sheet.facts().entrySet().stream().map(Mailer::fact).toList());
            secret(page, ClearKeyAccess.open(typed));
            send(page);
        } finally {
            Arrays.fill(page, (byte) 0);
        }
    }

    private static byte[] fact(Map.Entry<String, String> fact) {
        return ascii(String.format(Locale.ROOT, "%-24s %s", fact.getKey(), fact.getValue()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void put(byte[] page, MailerForm.Area area, List<byte[]> lines) {
        require(lines.size() <= area.lines());
        for (int i = 0; i < lines.size(); i++) {
            put(page, area, i, ByteBuffer.wrap(lines.get(i)));
        }
    }

    private void secret(byte[] page, byte[] all) {
        int from = 0;
        int line = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n' || i == all.length - 1) {
                int end = all[i] == '\n' ? i : i + 1;
                require(line < form.secret().lines());
                put(page, form.secret(), line++, ByteBuffer.wrap(all, from, end - from));
                from = i + 1;
            }
        }
    }

    private void put(byte[] page, MailerForm.Area area, int line, ByteBuffer text) {
        require(text.remaining() <= area.width());
        int place = (area.line() - 1 + line) * form.page().width() + area.column() - 1;
        while (text.hasRemaining()) {
            byte one = text.get();
            page[place++] = one < ' ' || one > '~' ? (byte) '?' : one;
        }
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new KeyRefusedException("the part does not fit into the form of the mailer; nothing was printed");
        }
    }

    private void send(byte[] page) throws IOException {
        int width = form.page().width();
        try (OutputStream out = printer.open()) {
            for (int at = 0; at < page.length; at += width) {
                out.write(page, at, width);
                out.write(LINE_END);
            }
            out.write(FORM_FEED);
            out.flush();
        }
    }
}
