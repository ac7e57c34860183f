package org.cardwright.formats.profile;

import java.util.List;
import org.cardwright.formats.profile.xml.BinRangeType;

/**
 * The risk parameters of a BIN range, compiled.
 *
 * @param version identity and time
 * @param document the file
 * @param range its PANs
 * @param values what it decides
 */
record BinRangeFile(ProfileVersion version, ProfileDocument document, BinRange range, List<RiskValue> values) {

    static BinRangeFile of(ProfileDocument document, BinRangeType said) {
        ProfileVersion version = ProfileVersion.of(
                document,
                said.getId(),
                said.getVersion(),
                new ProfileVersion.Days(said.getEffective(), said.getUntil()));
        String last = said.getLast() == null ? said.getFirst() : said.getLast();
        if (last.length() != said.getFirst().length() || last.compareTo(said.getFirst()) < 0) {
            throw document.error(
                    said, "first and last have the same number of digits, and last is not the smaller one");
        }
        BinRange range = new BinRange(version.toString(), said.getFirst(), last);
        String level = "BIN range " + said.getId() + " " + range.digits();
        return new BinRangeFile(version, document, range, RiskLevelReader.read(document, said, level));
    }
}
