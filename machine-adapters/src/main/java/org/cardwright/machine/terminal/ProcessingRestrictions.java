package org.cardwright.machine.terminal;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationUsageControl;

/** Version, usage control and dates. EMV 4.4 Book 3, 10.4. */
final class ProcessingRestrictions {

    private static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

    private final TerminalData data;

    ProcessingRestrictions(TerminalData data) {
        this.data = data;
    }

    void check() {
        // 10.4.1: a card without a version is taken to fit
        if (data.fromCard("9F08")
                .filter(version -> !version.equals(data.own("9F09")))
                .isPresent()) {
            data.result("different-application-versions");
        }
        // 10.4.2
        if (!isAllowed()) {
            data.result("service-not-allowed");
        }
        // 10.4.3: both dates are YYMMDD; the terminal knows no other century
        String today = data.profile().today().format(YYMMDD);
        if (data.fromCard("5F25")
                .filter(date -> date.toHex().compareTo(today) > 0)
                .isPresent()) {
            data.result("application-not-yet-effective");
        }
        if (data.fromCard("5F24")
                .filter(date -> date.toHex().compareTo(today) < 0)
                .isPresent()) {
            data.result("expired-application");
        }
    }

    private boolean isAllowed() {
        Optional<ByteString> control = data.fromCard("9F07").filter(value -> value.size() == 2);
        if (control.isEmpty()) {
            return true;
        }
        ApplicationUsageControl usage = new ApplicationUsageControl(control.get());
        boolean place = usage.has(data.profile().isAtm() ? "atm" : "other-than-atm");
        Optional<ByteString> country = data.fromCard("5F28");
        // without a country of the issuer only the place is compared
        return place
                && (country.isEmpty()
                        || isAllowed(usage, country.get().equals(data.profile().country())));
    }

    private boolean isAllowed(ApplicationUsageControl usage, boolean domestic) {
        String where = domestic ? "domestic-" : "international-";
        Transaction.Type type = data.transaction().type();
        if (type == Transaction.Type.CASH) {
            return usage.has(where + "cash");
        }
        boolean bought = List.of("goods", "services").stream().anyMatch(what -> usage.has(where + what));
        return bought && (type == Transaction.Type.PURCHASE || usage.has(where + "cashback"));
    }
}
