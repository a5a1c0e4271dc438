using Isop.Core.StageEvaluaties.Rapportage;

namespace Isop.Tests.StageEvaluaties.Rapporten;

/// <summary>Leaves reports of a made-up partnership where a person can look at them.</summary>
public sealed class RapportVoorHetOogTests
{
    private static readonly DateTimeOffset Moment = new(2030, 9, 2, 9, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public async Task Examples_are_written_without_complaint()
    {
        var folder = Environment.GetEnvironmentVariable("ISOP_ARTIFACTS");
        (string Naam, Rapportbron Bron)[] all =
        [
            ("organisatie", Voorbeeldpartnerschap.Volledig), ("leeg", Voorbeeldpartnerschap.Bron(Voorbeeldpartnerschap.Arm, Lezer.Directeur, "De Els en De Iep")),
            ("bestuur", Voorbeeldpartnerschap.Bron(Voorbeeldpartnerschap.Uitgave.Besturen.Keys.First(), Lezer.Bestuurder, "Stichting Noord")),
            ("gemengd", Proefrapport.Gemengd), ("partnerschap", Voorbeeldpartnerschap.Bron("", Lezer.Kwaliteitszorg, "Partnerschap ISOP")),
        ];
        foreach (var (name, bron) in all)
        {
            var beeld = Rapportbeeld.Maak(bron);
            var html = await Weergave.HtmlAsync(beeld);
            var pdf = Rapportpdf.Maak(beeld, Moment);
            Assert.Empty(pdf.Vervangen);
            if (folder is not null)
            {
                var ct = TestContext.Current.CancellationToken;
                await File.WriteAllTextAsync(Path.Combine(folder, $"rapport-{name}.html"), html, ct);
                await File.WriteAllBytesAsync(Path.Combine(folder, $"rapport-{name}.pdf"), pdf.Bytes, ct);
                await File.WriteAllBytesAsync(Path.Combine(folder, $"rapport-{name}.xlsx"), Rapportexport.Xlsx(beeld), ct);
                await File.WriteAllBytesAsync(Path.Combine(folder, $"rapport-{name}.csv"), Rapportexport.Csv(beeld), ct);
            }
        }
    }
}
