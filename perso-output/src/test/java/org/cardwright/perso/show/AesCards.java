package org.cardwright.perso.show;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.WorkedProfile;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/** The worked Visa card with its secrets under one AES key, and the parts of its key once more as 8401 to 8405. */
final class AesCards {

    static final String CVC3_KEY = "000102030405060708090A0B0C0D0E0F";

    private static final ByteString KEY = ByteString.fromHex("603DEB1015CA71BE2B73AEF0857D7781");
    private static final ByteString TKID = ByteString.fromHex("FF0000000000000009");

    private AesCards() {}

    static TransportKeys keys() throws IOException {
        String json =
                "{\"" + TKID.toHex() + "\":{\"key\":\"" + KEY.toHex() + "\",\"algorithm\":\"AES\",\"mode\":\"ECB\"}}";
        return TransportKeys.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    static CpsRecord visa() {
        return visaWithPin("241234FFFFFFFFFF8000000000000000");
    }

    static CpsRecord visaWithPin(String filledBlock) {
        List<Dgi> dgis = new ArrayList<>();
        List<DgiId> secrets = new ArrayList<>();
        for (WorkedProfile.Row row : WorkedProfile.of("visa").rows()) {
            boolean part = row.id().startsWith("82");
            if (row.dataClass().equals("CLEAR")) {
                dgis.add(new Dgi(DgiId.of(row.id()), row.clear()));
            } else {
                ByteString block = row.id().equals("8010") ? ByteString.fromHex(filledBlock) : row.clear();
                secrets.add(DgiId.of(row.id()));
                dgis.add(new Dgi(DgiId.of(row.id()), encrypted(part ? padded(block) : block)));
            }
        }
        secrets.add(DgiId.of("8400"));
        dgis.add(new Dgi(DgiId.of("8400"), encrypted(ByteString.fromHex(CVC3_KEY))));
        for (WorkedProfile.Row row : WorkedProfile.of("visa").rows()) {
            if (row.id().startsWith("82")) {
                DgiId copy = DgiId.of("84" + row.id().substring(2));
                secrets.add(copy);
                dgis.add(new Dgi(copy, encrypted(padded(row.clear()))));
            }
        }
        CpsRecord worked = CpsRecordCodec.decode(WorkedProfile.record("rec_visa.bin"));
        CpsApplication a = worked.applications().get(0);
        TransportKeyEntry under = new TransportKeyEntry(TKID, TransportKeyEntry.TYPE, TransportKeyEntry.ECB, secrets);
        return CpsRecord.of(
                worked.header(),
                List.of(new CpsApplication(
                        a.aid(), List.of(under), a.owner(), a.steps(), a.logData(), dgis, a.macSection())));
    }

    /** A part of 64 bytes is filled with a whole block of AES. */
    private static ByteString padded(ByteString part) {
        return ByteString.concat(part.slice(0, 64), ByteString.fromHex("80"), ByteString.repeat(0, 15));
    }

    private static ByteString encrypted(ByteString clear) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY.toByteArray(), "AES"));
            return ByteString.of(cipher.doFinal(clear.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
