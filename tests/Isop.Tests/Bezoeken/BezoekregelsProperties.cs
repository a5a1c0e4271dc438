using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Bezoeken;

namespace Isop.Tests.Bezoeken;

/// <summary>Laws of a year of visits, whoever does what in whatever order while clock and register go on.</summary>
public sealed class BezoekregelsProperties
{
    /// <summary>What moves a year forward comes more often than what throws it back.</summary>
    private static readonly Soort[] Soorten =
    [
        .. Enum.GetValues<Soort>(), .. Enum.GetValues<Soort>().Except([Soort.KanNiet, Soort.MeldAfwezig, Soort.Beschikbaarheid, Soort.LateKlok, Soort.Klok]),
        Soort.Wekker, Soort.Wekker, Soort.StelAndersVoor, Soort.NeemTegenvoorstel, Soort.LaatWaarnemen, Soort.MeldGeweest, Soort.LeesExtra,
    ];

    private static readonly Stap[] Opening =
    [
        new(Soort.Beschikbaarheid, 1, 7, 1), new(Soort.Voorstel, 1, 0, 0), new(Soort.SpreekAf, 1, 0, 0), new(Soort.Aanvaard, 1, 0, 0),
    ];

    /// <summary>Half of the games begin with a year that is planned, and half of those with one that was asked for.</summary>
    private static readonly Gen<Stap[]> Spel =
        from begin in Gen.Choose(0, 3)
        from length in Gen.Choose(5, 45)
        from steps in Gen.ArrayOf(Een(), length)
        select (Stap[])[.. Opening.Take(begin == 3 ? 4 : begin == 2 ? 3 : 0), .. steps];

    public static Arbitrary<Stap[]> Spellen() => Arb.From(Spel, Shorter);

    [Property(Arbitrary = [typeof(BezoekregelsProperties)], MaxTest = 400, Replay = "20260831,4711")]
    public void Whatever_happens_in_whatever_order_no_law_of_the_visits_is_broken(Stap[] stappen) => Assert.Empty(Bezoekspel.Faults(stappen));

    /// <summary>A game that never comes to a counterproposal or a waarnemer proves nothing about them.</summary>
    [Fact]
    public void The_games_come_to_every_state_and_carry_out_every_command()
    {
        var random = new Random(20260831);
        var seen = Enumerable.Range(0, 80)
            .SelectMany(_ => Bezoekspel.Seen([.. Opening, .. Enumerable.Range(0, 40).Select(_ => new Stap(Soorten[random.Next(Soorten.Length)], random.Next(1000), random.Next(1000), random.Next(1000)))]))
            .CountBy(s => s).ToDictionary();
        string[] expected =
        [
            .. Enum.GetNames<Bezoekstaat>(), .. Enum.GetNames<Terugreden>().Except([nameof(Terugreden.Afgezegd)]),
            .. Enum.GetNames<Soort>().Except([nameof(Soort.LateKlok), nameof(Soort.Aanwezigheid)]), "Waarnemer",
        ];
        Assert.All(expected, e => Assert.True(seen.ContainsKey(e), $"{e} was never seen."));
    }

    private static Gen<Stap> Een() =>
        from wat in Gen.Elements(Soorten)
        from wie in Gen.Choose(0, 999)
        from a in Gen.Choose(0, 999)
        from b in Gen.Choose(0, 999)
        select new Stap(wat, wie, a, b);

    /// <summary>Without the second half, without the first, without each step.</summary>
    private static IEnumerable<Stap[]> Shorter(Stap[] steps) => steps.Length < 2 ? [] :
        Enumerable.Range(0, steps.Length).Select(i => (Stap[])[.. steps.Where((_, at) => at != i)])
            .Prepend(steps[(steps.Length / 2)..]).Prepend(steps[..(steps.Length / 2)]);
}
