using Isop.Core;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;
using Levering = Isop.Core.Bezorging.Bezorging;

namespace Isop.Tests.Begeleidingsteam;

/// <summary>
/// The stage of <see cref="Proefstage"/>: from Monday 31 August 2026, on Tuesday and Wednesday, so that Gijs is there for the first time
/// on Tuesday 1 September.
/// </summary>
internal static class Proefbegin
{
    public static readonly DateOnly EersteDag = new(2026, 9, 1);

    public static readonly DrieRegels Regels = new("Ik ben 19 en ik voetbal.", "Een kring leiden.", "Dat je meteen zegt wat goed ging.");

    public static string Id => Kennismaking.IdOf(Gijs, "O1", new DateOnly(2026, 8, 31));

    public static Stage Eerste => new Proefstage().Register.StagesOf(Gijs).Single();

    public static RegisterSnapshot Basis => new Proefstage().Register;

    /// <summary>The register with these stages of Gijs instead.</summary>
    public static RegisterSnapshot With(params IReadOnlyList<Stage> stages) => new("v2", Basis.Data with { Stages = stages });

    /// <summary>So many students who all begin as Gijs does.</summary>
    public static RegisterSnapshot Met(int students)
    {
        var people = Enumerable.Range(0, students).Select(i => PersonId.From(new Guid(500 + i, 0, 0, new byte[8]))).ToList();
        return new RegisterSnapshot("v1", Basis.Data with
        {
            Personen = [.. Basis.Data.Personen, .. people.Select((p, i) => Basis.Data.Personen[0] with { Id = p, Email = $"s{i}@linde.example", Naam = $"Student {i}", Roepnaam = $"Student {i}" })],
            Studenten = [.. people.Select((p, i) => Basis.Data.Studenten[0] with { Persoon = p, Studentnummer = $"60000{i}" })],
            Stages = [.. people.Select((p, i) => Eerste with { Id = $"60000{i}:O1:2026-08-31", Student = p })],
        });
    }

    public static Kennismakingsomgeving Op(RegisterSnapshot register, int month, int day, int hour = 9, int year = 2026) =>
        new(register, new Kaartmoment(new KaartmomentOptions()), Wereld.At(month, day, hour, year: year));

    public static Task<Wereld> OpAsync(int month, int day, Proefstage? stage = null) => Wereld.StartAsync(stage, at: Wereld.At(month, day));

    public static Kennismakingsbesluit.Gewijzigd Changed(this Kennismakingsbesluit? besluit) => Assert.IsType<Kennismakingsbesluit.Gewijzigd>(besluit);

    public static IReadOnlyList<BezorgIntent> Cards(this Kennismakingsbesluit.Gewijzigd change) => [.. change.Intents.OfType<BezorgIntent>()];

    public static IReadOnlyList<PersonId> Refreshed(this Kennismakingsbesluit.Gewijzigd change) => [.. change.Intents.OfType<RefreshIntent>().Select(i => i.Person)];

    /// <summary>The cards of this capability that a person got or will get.</summary>
    public static async Task<IReadOnlyList<Levering>> BezorgingenAsync(this Wereld w, PersonId person)
    {
        var ct = TestContext.Current.CancellationToken;
        var all = await w.Store.ReadRangeAsync(new Partition("bezorgingen", person.ToString()), RowRange.Prefix("b:"), CoreJson.Default.Bezorging, ct).ToListAsync(ct);
        return [.. all.Select(b => b.Document.Value).Where(b => b.Kind == Kennismaken.Kaart)];
    }

    public static async Task<Kennismaking?> BeginAsync(this Wereld w, string? id = null) =>
        await w.Kennismakingen.FindAsync(id ?? Id, TestContext.Current.CancellationToken);

    public static async Task<Kennismakingsbesluit?> SchrijfAsync(this Wereld w, DrieRegels regels, PersonId? van = null, string? id = null)
    {
        var ct = TestContext.Current.CancellationToken;
        return await w.Kennismakingen.DecideAsync(id ?? Id, new Kennismakingsopdracht.Schrijf(van ?? Gijs, regels), await w.Registers.CurrentAsync(ct), w.Now, ct);
    }

    public static DateOnly Day(this BezorgIntent intent) => AmsterdamTime.DateOf(intent.Due);
}
