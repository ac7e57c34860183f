package org.cardwright.crypto.hostcommand;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cardwright.crypto.module.KeyTask;
import org.cardwright.crypto.module.KeyWork;
import org.cardwright.crypto.module.ModuleCondition;

/** How the hosts do, and which operations their table has commands for; nothing is tried, because a device keeps what it makes. */
final class HostCondition implements ModuleCondition {

    private final HostClient client;

    HostCondition(HostClient client) {
        this.client = client;
    }

    @Override
    public List<Device> devices() {
        return client.cluster().pools().stream().map(this::device).toList();
    }

    private Device device(HostPool pool) {
        HostStatus status = HostStatus.of(client, pool);
        String description = status.device()
                .map(device -> device.firmware() + ", " + device.keys() + " keys")
                .orElse("");
        boolean works = status.device().isPresent();
        return new Device(pool.name(), description, works, pool.since(), works ? pool.lastFault() : status.failure());
    }

    @Override
    public List<Trial> trials() {
        return Arrays.stream(HostOperation.values()).map(this::trial).toList();
    }

    @Override
    public List<Shortage> shortages(List<KeyWork> work) {
        Set<HostOperation> table = client.cluster().table().operations();
        return work.stream()
                .flatMap(one -> needs(one.task()).stream()
                        .filter(operation -> !table.contains(operation))
                        .map(operation -> new Shortage(
                                one, "the table of the payment HSMs", title(operation) + " (no command for it)")))
                .toList();
    }

    /** What makes the answers, and what looks at them again. */
    private static List<HostOperation> needs(KeyTask task) {
        return switch (task) {
            case CARD_KEYS -> List.of(HostOperation.DERIVE_CARD_KEYS, HostOperation.CHECK_CARD_KEYS);
            case KEYS_OUT -> List.of(HostOperation.CHECK_CHECK_VALUES);
            case PIN_IN, SECRET_OUT -> List.of();
            case PIN_OUT ->
                List.of(HostOperation.TRANSLATE_PIN, HostOperation.CHECK_PIN_BLOCK, HostOperation.CHECK_SAME_PIN);
            case RANDOM_PIN -> List.of(HostOperation.GENERATE_PIN, HostOperation.CHECK_PIN_LENGTH);
            case SECRET_IN -> List.of(HostOperation.TRANSLATE_DATA);
            case CARD_VERIFICATION_VALUE -> List.of(HostOperation.CARD_VERIFICATION_VALUE);
            case PIN_VERIFICATION_VALUE -> List.of(HostOperation.PIN_VERIFICATION_VALUE);
            case PIN_OFFSET -> List.of(HostOperation.PIN_OFFSET);
            case DATA_AUTHENTICATION_CODE -> List.of(HostOperation.DATA_AUTHENTICATION_CODE);
            case CVC3 -> List.of(HostOperation.CVC3_VECTOR);
            case STATIC_SIGNATURE -> List.of(HostOperation.SIGN_STATIC_DATA);
            case CARD_CERTIFICATE -> List.of(HostOperation.GENERATE_CARD_KEY, HostOperation.CHECK_PRIVATE_KEY);
            case ISSUER_CERTIFICATE -> List.of(HostOperation.CERTIFY_ISSUER_KEY);
            case RECORD_MAC -> List.of(HostOperation.MAC);
            case MANIFEST_SIGNATURE -> List.of(HostOperation.LOAD_MESSAGE, HostOperation.SIGN_LOADED);
        };
    }

    private static String title(HostOperation operation) {
        return operation.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Trial trial(HostOperation operation) {
        HostCommandTable table = client.cluster().table();
        boolean has = table.operations().contains(operation);
        return new Trial(
                title(operation),
                has ? table.command(operation).code() : "",
                has ? "in the table" : "not in the table");
    }
}
