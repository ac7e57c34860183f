package org.cardwright.formats.profile;

import java.util.List;

/**
 * What the personalization device is told about an application (PDI). EMV CPS, section 3 of the record; empty by default,
 * because the contents are bilateral.
 *
 * @param order data groupings that must be sent in this order
 * @param versionControl data groupings the card may refuse
 * @param reencryptSecrets true when ENC lists every secret data grouping
 * @param random PIN data groupings to be filled or reformatted
 * @param group data groupings that travel together
 * @param securityLevel SECLEV
 * @param updateCplc true when the device updates the CPLC data
 * @param required REQ of the step
 */
public record DeviceInstructions(
        List<Integer> order,
        List<Integer> versionControl,
        boolean reencryptSecrets,
        List<Integer> random,
        List<Integer> group,
        int securityLevel,
        boolean updateCplc,
        boolean required) {

    /** No instruction at all. */
    static final DeviceInstructions NONE =
            new DeviceInstructions(List.of(), List.of(), false, List.of(), List.of(), 0, false, true);

    /** Copies the lists. */
    public DeviceInstructions {
        order = List.copyOf(order);
        versionControl = List.copyOf(versionControl);
        random = List.copyOf(random);
        group = List.copyOf(group);
    }
}
