package org.cardwright.perso.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.verify.ChipApplication.Entry;
import org.cardwright.perso.verify.ChipApplication.Grouping;
import org.cardwright.perso.verify.ChipApplication.Step;

/**
 * Reads a personalization record step by step, as a machine's controller would.
 *
 * <p>EMV CPS, personalization record. Deliberately plain: a cursor and the fields in the order of the book, no table shared
 * with the writer.
 */
final class ChipRecordReader {

    private static final int MAX_MIC = 7;
    private static final int MAX_LCCA = 9;
    private static final int TRANSPORT_KEY = 0x20;
    private static final int MAX_TKID = 32;
    private static final int VNL_BYTES = 4;
    private static final ByteString NO_STATUS = ByteString.ascii("00");

    private final ByteString bytes;
    private final List<String> surplus = new ArrayList<>();
    private int at;

    private ChipRecordReader(ByteString bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** The record cannot be read; names the field. */
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unreadable(String field) {
            super(field, null, false, false);
        }

        String field() {
            return String.valueOf(getMessage());
        }
    }

    static ChipRecord read(ByteString record) {
        int section1 = section1Bytes(record);
        ChipRecordReader reader = new ChipRecordReader(record, section1);
        List<ChipApplication> applications = reader.sections2And3();
        return new ChipRecord(
                record.slice(0, section1).toAscii(),
                record.size() - section1,
                record.slice(section1, section1 + VNL_BYTES).toAscii(),
                reader.surplus,
                applications);
    }

    /** Length of MIC and LCCA: the place where a version, a fitting binary and a fitting decimal length meet. */
    private static int section1Bytes(ByteString record) {
        for (int header = MAX_MIC + MAX_LCCA; header >= 2; header--) {
            if (endsExactly(record, header) && decimalStandsBefore(record, header)) {
                return header;
            }
        }
        require(endsExactly(record, 0), "LCCA");
        return 0;
    }

    private static boolean endsExactly(ByteString record, int at) {
        return record.size() >= at + VNL_BYTES + 2
                && record.slice(at + VNL_BYTES, at + VNL_BYTES + 2).toUnsigned() == record.size() - at - VNL_BYTES - 2;
    }

    /** Whether a code of 1 to 7 characters and the decimal length of the rest stand before the offset. */
    private static boolean decimalStandsBefore(ByteString record, int end) {
        for (int start = Math.max(1, end - MAX_LCCA); start < end && start <= MAX_MIC; start++) {
            String digits = record.slice(start, end).toAscii();
            if (digits.chars().allMatch(ChipRecordReader::isDigit) && Integer.parseInt(digits) == record.size() - end) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private List<ChipApplication> sections2And3() {
        for (int i = 0; i < VNL_BYTES; i++) {
            int c = number("VNL", 1);
            require(c >= 0x20 && c < 0x7F, "VNL");
        }
        number("total length", 2);
        int headerEnd = number("header length", 2) + at;
        optional("CRN", number("L_CRN", 1));
        ByteString status = take("STATUScoll", 2);
        require(isDigit(status.unsignedAt(0)) && isDigit(status.unsignedAt(1)), "STATUScoll");
        noteUnless(status.equals(NO_STATUS), "STATUScoll");
        repeat(number("NUMBERpid", 1), () -> optional("PID", number("L_PID", 1)));
        List<ByteString> aids = new ArrayList<>();
        repeat(number("NUMBERaid", 1), () -> aids.add(take("AID", number("L_AID", 1))));
        require(at == headerEnd, "header length");
        List<ChipApplication> applications = new ArrayList<>();
        for (ByteString aid : aids) {
            int end = number("L_section3", 2) + at;
            ChipApplication application = section3();
            require(at == end && application.aid().equals(aid), "L_section3");
            applications.add(application);
        }
        require(at == bytes.size(), "total length");
        return applications;
    }

    private static void repeat(int times, Runnable action) {
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }

    private ChipApplication section3() {
        int keysEnd = number("3a.1", 1) + at;
        ByteString aid = take("AID", number("L_AID", 1));
        List<Entry> directory = directory(take("TKDATA", number("L_TKDATA", 1)));
        require(at == keysEnd, "3a.1");
        int stepsEnd = number("3a.2", 2) + at;
        ByteString owner = take("IDowner", number("L_IDowner", 1));
        require(number("L_steps", 2) + at == stepsEnd, "L_steps");
        List<Step> steps = new ArrayList<>();
        while (at < stepsEnd) {
            steps.add(step());
        }
        require(at == stepsEnd, "3a.2");
        optional("LOGDATA", number("3b", 2));
        List<Grouping> groupings = dataObject();
        optional("3d", number("3d", 1));
        return new ChipApplication(aid, directory, owner, steps, groupings);
    }

    /** The identifier's length is not in the record; every length is tried until the fixed codes stand where they must. */
    private static List<Entry> directory(ByteString data) {
        if (data.isEmpty()) {
            return List.of();
        }
        return IntStream.rangeClosed(1, MAX_TKID)
                .filter(tkidBytes -> mayBegin(data, tkidBytes))
                .mapToObj(tkidBytes -> new ChipRecordReader(data, 0).tryEntries(tkidBytes))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new Unreadable("TKDATA"));
    }

    /** Behind version and identifier of the first entry stands its type. */
    private static boolean mayBegin(ByteString data, int tkidBytes) {
        return data.size() > 1 + tkidBytes && data.unsignedAt(1 + tkidBytes) == TRANSPORT_KEY;
    }

    private Optional<List<Entry>> tryEntries(int tkidBytes) {
        try {
            return Optional.of(entries(tkidBytes));
        } catch (Unreadable anotherLength) {
            return Optional.empty();
        }
    }

    private List<Entry> entries(int tkidBytes) {
        require(number("TKDATA version", 1) == 0x01, "TKDATA version");
        List<Entry> entries = new ArrayList<>();
        do {
            ByteString tkid = take("TKID", tkidBytes);
            require(number("TYPEtk", 1) == TRANSPORT_KEY, "TYPEtk");
            int cmode = number("CMODE", 1);
            require(cmode == 0x11 || cmode == 0x10, "CMODE");
            List<Integer> dgis = new ArrayList<>();
            repeat(number("NUMBERdgi", 1), () -> dgis.add(number("DGI", 2)));
            entries.add(new Entry(tkid, cmode, dgis));
        } while (at < bytes.size());
        return entries;
    }

    private Step step() {
        int end = number("L_step", 1) + at;
        List<Integer> codes = new ArrayList<>(List.of(number("ACT", 1), number("REQ", 1), number("TAG", 1)));
        int pdiEnd = number("L_PDI", 2) + at;
        List<ByteString> lists = new ArrayList<>();
        for (String list : List.of("ORDER", "VERCNTL", "ENC", "RANDOM", "GROUP")) {
            lists.add(take(list, number(list, 2)));
        }
        codes.add(number("SECLEV", 1));
        codes.add(number("UPDATEcplc", 1));
        require(at == pdiEnd, "L_PDI");
        optional("POINTER", number("L_POINTER", 2));
        require(at == end, "L_step");
        return new Step(codes, lists);
    }

    private List<Grouping> dataObject() {
        int sectionEnd = number("3c", 2) + at;
        require(number("3c TAG", 1) == 0xEF, "3c TAG");
        int length = number("3c length", 1);
        if (length >= 0x80) {
            require(length == 0x81 || length == 0x82, "3c length");
            int bytesOfLength = length - 0x80;
            length = number("3c length", bytesOfLength);
            require(length >= (bytesOfLength == 1 ? 0x80 : 0x100), "3c length");
        }
        require(at + length == sectionEnd && sectionEnd <= bytes.size(), "3c length");
        List<Grouping> groupings = new ArrayList<>();
        while (at < sectionEnd) {
            int dgi = number("DGI", 2);
            int size = number("DGI length", 1);
            if (size == 0xFF) {
                size = number("DGI length", 2);
                require(size >= 0xFF && size < 0xFFFF, "DGI length");
            }
            groupings.add(new Grouping(dgi, take("DGI value", size)));
        }
        require(at == sectionEnd, "3c");
        return groupings;
    }

    /** A field that a fresh record leaves empty. */
    private void optional(String field, int count) {
        take(field, count);
        noteUnless(count == 0, field);
    }

    private void noteUnless(boolean usual, String field) {
        if (!usual) {
            surplus.add(field);
        }
    }

    private int number(String field, int count) {
        return take(field, count).toUnsigned();
    }

    private ByteString take(String field, int count) {
        require(count <= bytes.size() - at, field);
        at += count;
        return bytes.slice(at - count, at);
    }

    private static void require(boolean holds, String field) {
        if (!holds) {
            throw new Unreadable(field);
        }
    }
}
