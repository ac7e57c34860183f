package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.jobs.ceremony.LocalPrinter;
import org.cardwright.jobs.ceremony.Mailer;
import org.cardwright.jobs.home.PermissionRefusedException;
import org.cardwright.jobs.home.Settings;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On what the sheets of custodians are printed: blind mailers on a printer of this machine, or PDF files to practise with. */
final class CeremonyPrinting {

    @Option(
            names = "--printer",
            paramLabel = "DEVICE",
            description =
                    "Prints each sheet as a blind mailer on this device, /dev/usb/lp0; no network, no spooler, no file"
                            + " (in a rehearsal a file as well). Production prints nothing else in earnest.")
    private @Nullable Path printer;

    @Option(
            names = "--form",
            paramLabel = "FILE",
            description =
                    "Layout of the mailer, a table as docs/ceremony.md describes it. Default: that of the program.")
    private @Nullable Path form;

    /** Refuses, before anybody is asked, what {@link #mailer} would refuse. */
    void requireUsable(Settings.Policy policy, boolean rehearsal) throws IOException {
        mailer(policy, rehearsal);
    }

    /** What of it is part of the permission of two persons. */
    List<String> content() {
        return printer == null ? List.of() : List.of("printer " + printer);
    }

    /** Words for the act, empty without a printer. */
    String words() {
        return printer == null ? "" : ", printed on " + printer;
    }

    /**
     * The printer; empty for PDF files.
     *
     * @throws PermissionRefusedException when it is none of this machine, or production would make PDF files in earnest
     */
    Optional<Mailer> mailer(Settings.Policy policy, boolean rehearsal) throws IOException {
        if (printer == null) {
            if (form != null) {
                throw new WrongUsageException("--form is the layout of what --printer prints");
            }
            if (policy == Settings.Policy.PRODUCTION && !rehearsal) {
                throw new PermissionRefusedException("production prints the sheets of custodians on a local printer,"
                        + " --printer DEVICE; PDF files are for rehearsals and test homes");
            }
            return Optional.empty();
        }
        return Optional.of(Mailer.on(LocalPrinter.at(printer, rehearsal), Optional.ofNullable(form)));
    }
}
