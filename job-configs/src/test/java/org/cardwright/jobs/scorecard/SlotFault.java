package org.cardwright.jobs.scorecard;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What can be wrong with the key in a slot: faults of the bytes, which no vault takes in, and faults of its use. */
enum SlotFault {
    /** A sound key of another slot under the check value of this one. */
    OTHER_KEY,
    /** Two bits, so that parity alone does not tell. */
    ONE_BIT_AND_ITS_PARITY,
    ONE_BIT,
    ZERO,
    WEAK,
    WRONG_CHECK_VALUE,
    WRONG_PURPOSE(true),
    WRONG_VERSION(true),
    /** KEK1 and KEK2 exchanged; for slots of no direction it does not exist. */
    OTHER_DIRECTION(true);

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Map<String, List<String>> PURPOSES = Map.of(
            "TDES", List.of("E0", "E1", "E2", "E4", "E6", "C0", "V1", "V2", "K0", "P0", "D0"),
            "AES", List.of("E0", "E1", "E2", "K0", "P0", "D0"));

    private final boolean ofUse;

    SlotFault() {
        this(false);
    }

    SlotFault(boolean ofUse) {
        this.ofUse = ofUse;
    }

    /** True when the vault takes the key in, and only its use is refused. */
    boolean isOfUse() {
        return ofUse;
    }

    /** Puts the fault into a copy of the slot. */
    ObjectNode in(ObjectNode slot, ObjectNode other) {
        ObjectNode bad = slot.deepCopy();
        byte[] key = HEX.parseHex(slot.get("hex").asString());
        switch (this) {
            case OTHER_KEY -> bad.put("hex", other.get("hex").asString());
            case ONE_BIT_AND_ITS_PARITY -> key[5] ^= 0x06;
            case ONE_BIT -> key[3] ^= 0x10;
            case ZERO -> Arrays.fill(key, (byte) 0);
            case WEAK -> Arrays.fill(key, (byte) 1);
            case WRONG_CHECK_VALUE -> bad.put("kcv", changed(slot.get("kcv").asString()));
            case WRONG_PURPOSE -> bad.put("usage", anotherPurpose(slot));
            case WRONG_VERSION -> bad.put("version", "2");
            case OTHER_DIRECTION -> bad.put("direction", anotherDirection(slot));
        }
        return this == OTHER_KEY ? bad : bad.put("hex", HEX.formatHex(key));
    }

    private static String changed(String checkValue) {
        return (checkValue.charAt(0) == '0' ? '1' : '0') + checkValue.substring(1);
    }

    private static String anotherPurpose(ObjectNode slot) {
        String usage = slot.get("usage").asString();
        boolean transport = slot.has("direction");
        return PURPOSES.getOrDefault(slot.get("algorithm").asString(), PURPOSES.get("AES")).stream()
                .filter(other ->
                        !other.equals(usage) && List.of("K0", "P0", "D0").contains(other) == transport)
                .filter(other -> !(usage.startsWith("V") && other.startsWith("V")))
                .findFirst()
                .orElseThrow();
    }

    private static String anotherDirection(ObjectNode slot) {
        boolean inward = slot.path("direction").asString("").equals("issuer-to-data-preparation");
        return inward ? "data-preparation-to-personalizer" : "issuer-to-data-preparation";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
