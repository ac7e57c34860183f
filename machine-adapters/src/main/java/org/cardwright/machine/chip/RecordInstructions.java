package org.cardwright.machine.chip;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.ProcessingInstructions;
import org.cardwright.perso.cps.ProcessingStep;
import org.cardwright.perso.dgi.DgiId;

/**
 * What a record tells the device about one application. EMV CPS, section 3 of the record (PDI); the codings of the lists are those of
 * {@link ProcessingInstructions}.
 *
 * @param order these must be sent in this order
 * @param mayBeRefused the card may answer 6A88 to these
 * @param together these travel in one command
 * @param level least level of the channel
 * @param updatesLifeCycle true when the device leaves its data in the CPLC
 */
record RecordInstructions(
        List<DgiId> order,
        Set<DgiId> mayBeRefused,
        List<DgiId> together,
        SecurityLevel level,
        boolean updatesLifeCycle) {

    private static final int ENC_ENTRY_BYTES = 3;
    private static final RecordInstructions NONE =
            new RecordInstructions(List.of(), Set.of(), List.of(), SecurityLevel.NONE, false);

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException when a field says what this device cannot do; it names the field
     */
    static RecordInstructions of(CpsApplication application) {
        Optional<ProcessingInstructions> found = Optional.empty();
        for (ProcessingStep step : application.steps()) {
            boolean known = step.act() == ProcessingStep.PERSONALIZE && step.tag() == ProcessingStep.DATA_OBJECT;
            require(known || step.req() != ProcessingStep.REQUIRED, "ACT: a required step is not known here");
            require(!known || found.isEmpty(), "ACT: two steps for one data object");
            if (known) {
                found = Optional.of(step.pdi());
            }
        }
        return found.map(pdi -> of(pdi, application)).orElse(NONE);
    }

    private static RecordInstructions of(ProcessingInstructions pdi, CpsApplication application) {
        require(pdi.random().isEmpty(), "RANDOM: PIN blocks are not filled here");
        require(pdi.updateCplc() <= 1, "UPDATEcplc is 00 or 01");
        SecurityLevel level = SecurityLevel.of(pdi.securityLevel())
                .orElseThrow(() -> new IllegalArgumentException("SECLEV is no security level"));
        requireAllSecrets(pdi.encrypt(), application);
        return new RecordInstructions(
                list(pdi.order(), "ORDER"),
                Set.copyOf(list(pdi.versionControl(), "VERCNTL")),
                list(pdi.group(), "GROUP"),
                level,
                pdi.updateCplc() == 1);
    }

    /** Nothing under a transport key is sent as it is, and nothing else is encrypted: ENC names exactly these, or nothing. */
    private static void requireAllSecrets(ByteString encrypt, CpsApplication application) {
        require(encrypt.size() % ENC_ENTRY_BYTES == 0, "ENC has three bytes for each data grouping");
        Set<DgiId> named = new HashSet<>();
        for (int at = 0; at < encrypt.size(); at += ENC_ENTRY_BYTES) {
            require(
                    encrypt.unsignedAt(at + DgiId.BYTES) == ProcessingInstructions.SKU_DEK_ECB,
                    "ENC: the only type of re-encryption is 11");
            named.add(new DgiId(encrypt.slice(at, at + DgiId.BYTES).toUnsigned()));
        }
        require(
                encrypt.isEmpty() || named.equals(StoreDataScript.encrypted(application)),
                "ENC and the transport key directory name different data groupings");
    }

    private static List<DgiId> list(ByteString bytes, String field) {
        require(bytes.size() % DgiId.BYTES == 0, field + " has two bytes for each data grouping");
        Set<DgiId> ids = new LinkedHashSet<>();
        for (int at = 0; at < bytes.size(); at += DgiId.BYTES) {
            DgiId id = new DgiId(bytes.slice(at, at + DgiId.BYTES).toUnsigned());
            require(ids.add(id), field + " names a data grouping twice");
        }
        return new ArrayList<>(ids);
    }

    /** Refuses commands that do not do as the record says. */
    void requireObeyed(StoreDataScript script) {
        List<DgiId> sent = script.steps().stream()
                .flatMap(step -> step.dgis().stream())
                .filter(order::contains)
                .distinct()
                .toList();
        List<DgiId> wanted = order.stream().filter(sent::contains).toList();
        require(sent.equals(wanted), "ORDER contradicts the recipe of the chip");
        boolean oneCommand =
                script.steps().stream().anyMatch(step -> step.dgis().containsAll(together));
        require(together.isEmpty() || oneCommand, "GROUP: the chip does not take these in one command");
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalArgumentException(rule);
        }
    }
}
