package org.cardwright.perso.cps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.WorkedProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The annotated record header of the reference (cps.md 6.5): every field at its published offset. */
class AnnotatedOffsetsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rec_visa.bin|0000 MIC 5, 0005 LCCA 7, 000C VNL 4, 0014 L_CRN, CRN 1, 0015 STATUScoll 2, 0017 NUMBERpid 1,"
                        + " 0018 NUMBERaid 9, 0012 header length 15, 0024 L_AID, AID 8, 002E TKID 9, 0037 TYPEtk 1,"
                        + " 0038 CMODE 1, 0039 NUMBERdgi 13, 0046 TKID 9, 004F TYPEtk 1, 0050 CMODE 1, 0051 NUMBERdgi 3,"
                        + " 002C L_TKDATA 40, 0023 3a.1 49, 0056 L_IDowner, IDowner 6, 005F ACT 1, 0060 REQ 1, 0061 TAG 1,"
                        + " 0064 ORDER 2, 0066 VERCNTL 2, 0068 ENC 23, 007F RANDOM 2, 0081 GROUP 2, 0083 SECLEV 1,"
                        + " 0084 UPDATEcplc 1, 0062 L_PDI 35, 0085 L_POINTER 2, 005C L_steps 43, 0054 3a.2 51, 0087 3b 2,"
                        + " 008F DGI 9102 52, 00C3 DGI 9104 21, 00D8 DGI 0101 63, 0117 DGI 0201 85, 016C DGI 0202 78,"
                        + " 01BA DGI 0301 18, 01CC DGI 0302 185, 0285 DGI 0303 153, 031E DGI 0304 154, 03B8 DGI 0305 38,"
                        + " 03DE DGI 3000 27, 03F9 DGI 3001 63, 0438 DGI 9200 13, 0445 DGI 8000 51, 0478 DGI 9000 12,"
                        + " 0484 DGI 8010 11, 048F DGI 9010 5, 0494 DGI 8201 75, 04DF DGI 8202 75, 052A DGI 8203 75,"
                        + " 0575 DGI 8204 75, 05C0 DGI 8205 75, 0089 3c 1410, 060B 3d 1, 0021 L_section3 1515,"
                        + " 0010 total length 1532",
                "rec_mc.bin|0000 MIC 5, 0005 LCCA 7, 000C VNL 4, 0014 L_CRN, CRN 1, 0015 STATUScoll 2, 0017 NUMBERpid 1,"
                        + " 0018 NUMBERaid 9, 0012 header length 15, 0024 L_AID, AID 8, 002E TKID 9, 0037 TYPEtk 1,"
                        + " 0038 CMODE 1, 0039 NUMBERdgi 13, 0046 TKID 9, 004F TYPEtk 1, 0050 CMODE 1, 0051 NUMBERdgi 3,"
                        + " 002C L_TKDATA 40, 0023 3a.1 49, 0056 L_IDowner, IDowner 6, 005F ACT 1, 0060 REQ 1, 0061 TAG 1,"
                        + " 0064 ORDER 2, 0066 VERCNTL 2, 0068 ENC 23, 007F RANDOM 2, 0081 GROUP 2, 0083 SECLEV 1,"
                        + " 0084 UPDATEcplc 1, 0062 L_PDI 35, 0085 L_POINTER 2, 005C L_steps 43, 0054 3a.2 51, 0087 3b 2,"
                        + " 008F DGI 9102 50, 00C1 DGI 9104 17, 00D2 DGI 0201 141, 015F DGI 0202 82, 01B1 DGI 0301 18,"
                        + " 01C3 DGI 0302 185, 027C DGI 0303 153, 0315 DGI 0304 154, 03AF DGI 0305 44, 03DB DGI 8000 51,"
                        + " 040E DGI 9000 12, 041A DGI 8010 11, 0425 DGI 9010 5, 042A DGI 8201 75, 0475 DGI 8202 75,"
                        + " 04C0 DGI 8203 75, 050B DGI 8204 75, 0556 DGI 8205 75, 0089 3c 1304, 05A1 3d 1,"
                        + " 0021 L_section3 1409, 0010 total length 1426",
            })
    void finds_every_field_at_its_published_offset(String file, String expected) {
        ByteString bytes = WorkedProfile.record(file);
        List<String> places = new ArrayList<>();

        CpsRecordCodec.decode(
                bytes,
                RecordForm.USUAL,
                (name, at, length) -> places.add(String.format(Locale.ROOT, "%04X %s %d", at, name, length)));

        assertThat(String.join(", ", places)).isEqualTo(expected);
    }
}
