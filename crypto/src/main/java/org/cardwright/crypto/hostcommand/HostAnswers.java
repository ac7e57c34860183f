package org.cardwright.crypto.hostcommand;

import java.util.function.Function;
import java.util.function.Supplier;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.card.CardNumberMask;

/** Reads answers: what is not exactly what the table says is a wrong result and never used. */
final class HostAnswers {

    private final HostCommandTable table;

    HostAnswers(HostCommandTable table) {
        this.table = table;
    }

    /**
     * The fields of an answer.
     *
     * @throws SecurityModuleException of the kind that the error code means; WRONG_RESULT for any answer that the table does not know
     * @throws LostConnectionException when the device says that it cannot work now
     */
    HostFields read(HostCommand command, HostFrame frame) throws LostConnectionException {
        if (!frame.code().equals(command.responseCode())) {
            throw wrong(command, "the response code is not " + command.responseCode());
        }
        FieldReader in = new FieldReader(frame.rest().toByteArray(), 0);
        String code = checked(command, () -> in.ascii(HostFraming.CODE_CHARS));
        HostError error = table.error(code).orElseThrow(() -> wrong(command, "the error code is not in the table"));
        if (error.kind().isEmpty()) {
            return checked(command, () -> {
                HostFields fields = FieldRule.readAll(command.answer(), in);
                in.requireEnd();
                return fields;
            });
        }
        String message = "the HSM answered " + command.operation() + " with " + code + ", " + error.meaning()
                + checked(command, () -> detail(in));
        if (error.elsewhere()) {
            throw new LostConnectionException(message);
        }
        throw new SecurityModuleException(error.kind().orElseThrow(), message);
    }

    /** What the device says beside the code; only what can be printed, and no card number. */
    private String detail(FieldReader in) {
        int bytes = in.left();
        if (bytes > table.framing().detailBytes()) {
            throw new MalformedMessageException("text behind an error code has " + bytes + " bytes");
        }
        String text = in.ascii(bytes).replaceAll("[^ -~]", "?");
        return text.isBlank() ? "" : ": " + CardNumberMask.mask(text);
    }

    /** Reads a part of an answer; whatever cannot be read makes the whole answer wrong. */
    static <T> T checked(HostCommand command, Function<HostFields, T> reading, HostFields fields) {
        return checked(command, () -> HostFields.checked(() -> reading.apply(fields)));
    }

    private static <T> T checked(HostCommand command, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (MalformedMessageException malformed) {
            throw wrong(command, String.valueOf(malformed.getMessage()));
        }
    }

    static SecurityModuleException wrong(HostCommand command, String why) {
        return new SecurityModuleException(
                Kind.WRONG_RESULT, "the HSM answered " + command.operation() + " wrongly: not used, " + why);
    }
}
