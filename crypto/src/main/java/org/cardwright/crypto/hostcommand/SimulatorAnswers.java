package org.cardwright.crypto.hostcommand;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.bytes.ByteString;

/** Makes the answer to one request, error or not, by the table. */
final class SimulatorAnswers {

    /** In which of the fields of an answer a byte is changed: the first that it has. */
    private static final List<HostField> FLIPPED = List.of(
            HostField.SIGNATURE,
            HostField.CERTIFICATE,
            HostField.MODULUS,
            HostField.PUBLIC_KEY,
            HostField.CHECK_VALUE,
            HostField.WRAPPED_KEY,
            HostField.DATA,
            HostField.CRYPTOGRAM);

    private final HostCommandTable table;
    private final SimulatorCommands commands;

    SimulatorAnswers(HostCommandTable table, SimulatorCommands commands) {
        this.table = table;
        this.commands = commands;
    }

    /** What stands behind the response code: error code and fields. */
    ByteString answer(HostCommand command, HostFrame request, LoadedMessage message, UnaryOperator<HostFields> spoil) {
        try {
            FieldReader in = new FieldReader(request.rest().toByteArray(), 0);
            HostFields fields = FieldRule.readAll(command.request(), in);
            in.requireEnd();
            HostFields answer = spoil.apply(commands.answer(command.operation(), fields, message));
            FieldWriter out = new FieldWriter(table.framing().answerBytes() + HostFraming.CODE_CHARS);
            out.ascii(table.good());
            command.answer().forEach(rule -> rule.write(answer, out));
            return ByteString.of(out.written());
        } catch (SecurityModuleException refused) {
            return error(table.codeOf(refused.kind()), String.valueOf(refused.getMessage()));
        } catch (MalformedMessageException malformed) {
            return error(table.codeOf(Kind.BAD_INPUT), String.valueOf(malformed.getMessage()));
        } catch (IllegalArgumentException wrong) {
            return error(table.codeOf(Kind.BAD_INPUT), "");
        } catch (RuntimeException failed) {
            return error(table.codeOf(Kind.UNAVAILABLE), "");
        }
    }

    /** An error code with as much of the detail as the table lets through. */
    ByteString error(String code, String detail) {
        byte[] text = detail.replaceAll("[^ -~]", "?").getBytes(StandardCharsets.US_ASCII);
        byte[] cut = Arrays.copyOf(text, Math.min(text.length, table.framing().detailBytes()));
        return ByteString.ascii(code).plus(ByteString.of(cut));
    }

    /** The same answer with one byte changed, or one digit, or yes for no. */
    static HostFields flipped(HostFields answer) {
        if (answer.fields().contains(HostField.VALUE)) {
            return answer.with(HostField.VALUE, flippedDigits(answer.text(HostField.VALUE)));
        }
        if (answer.fields().contains(HostField.FITS)) {
            return answer.with(HostField.FITS, HostChoice.YesNo.of(!answer.isYes(HostField.FITS)));
        }
        Optional<HostField> field =
                FLIPPED.stream().filter(answer.fields()::contains).findFirst();
        if (field.isPresent()) {
            byte[] bytes = answer.bytes(field.get()).toByteArray();
            if (bytes.length > 0) {
                bytes[bytes.length - 1] ^= 1;
            }
            return answer.with(field.get(), ByteString.of(bytes));
        }
        for (HostField list : List.of(HostField.ITEMS, HostField.CHECK_VALUES)) {
            if (answer.fields().contains(list)) {
                List<HostFields> entries = answer.list(list);
                return answer.with(
                        list, entries.stream().map(SimulatorAnswers::flipped).toList());
            }
        }
        return answer;
    }

    private static String flippedDigits(String digits) {
        int last = digits.length() - 1;
        return digits.isEmpty() ? digits : digits.substring(0, last) + (char) (digits.charAt(last) ^ 1);
    }

    /** The same batch without its last entry. */
    static HostFields shortened(HostFields answer) {
        List<HostFields> entries = answer.list(HostField.ITEMS);
        return answer.with(HostField.ITEMS, entries.subList(0, Math.max(0, entries.size() - 1)));
    }
}
