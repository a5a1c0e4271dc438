using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Storage;
using static Isop.Tests.Certificaten.Bevoegdheden.Proefdossier;

namespace Isop.Tests.Certificaten.Bevoegdheden;

/// <summary>Dossiers of any kind, on any day.</summary>
public sealed class BeoordelaarProperties
{
    public static Arbitrary<Bevoegdheidsregel[]> Dossiers()
    {
        var day = Gen.Choose(0, 2200).Select(n => new DateOnly(2022, 1, 1).AddDays(n));
        var regel = from soort in Gen.Elements(Enum.GetValues<Bevoegdheidssoort>())
                    from datum in day
                    from lasts in Gen.Choose(-1, 1500)
                    from withdrawn in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
                    select new Bevoegdheidsregel
                    {
                        Id = FormId.New(), Soort = soort, Datum = datum, Door = "bureau", Op = Nu,
                        Tot = lasts < 0 || !Bevoegdheidsregels.KanEindigen(soort) ? null : datum.AddDays(lasts),
                        Ingetrokken = withdrawn ? new Bevoegdheidsintrekking("fout", "bureau", Nu) : null,
                    };
        return Gen.Choose(0, 10).SelectMany(n => regel.ArrayOf(n)).ToArbitrary();
    }

    [Property(Arbitrary = [typeof(BeoordelaarProperties)], MaxTest = 2000, Replay = "20261130,51")]
    public bool Withdrawing_gives_nobody_a_right_and_takes_away_no_warning(Bevoegdheidsregel[] regels, PositiveInt which, PositiveInt when)
    {
        var dossier = Bevoegdheidsdossier.Leeg(Wie) with { Regels = regels };
        if (regels.Length == 0)
        {
            return true;
        }

        var (dag, id) = (new DateOnly(2022, 1, 1).AddDays(when.Get * 37 % 2400), regels[which.Get % regels.Length].Id);
        var after = Bevoegdheidsregels.Decide(dossier, new Bevoegdheidsopdracht.TrekIn(id, "fout", "bureau"), Nu) switch
        {
            Bevoegdheidsbesluit.Gewijzigd g => g.Dossier,
            _ => dossier,
        };
        var (was, becomes) = (Beoordelaar.Op(Dossier(regels), dag, Studiejaren), Beoordelaar.Op(Dossier([.. after.Regels]), dag, Studiejaren));
        return (was.MagBeoordelen || !becomes.MagBeoordelen) && becomes.Waarschuwingen.Count >= was.Waarschuwingen.Count && after.Regels.Count == regels.Length;
    }

    /// <summary>Said once more, from the records themselves.</summary>
    [Property(Arbitrary = [typeof(BeoordelaarProperties)], MaxTest = 2000, Replay = "20261130,53")]
    public bool Only_a_bke_and_an_aanstelling_that_hold_on_the_day_decide(Bevoegdheidsregel[] regels, PositiveInt when)
    {
        var dag = new DateOnly(2022, 1, 1).AddDays(when.Get * 41 % 2400);
        return Beoordelaar.Op(Dossier(regels), dag, Studiejaren).MagBeoordelen == (Holds(Bevoegdheidssoort.Bke) && Holds(Bevoegdheidssoort.Aanstelling));

        bool Holds(Bevoegdheidssoort soort) => regels.Any(r => r.Soort == soort && r.Ingetrokken is null && r.Datum <= dag && (r.Tot ?? DateOnly.MaxValue) >= dag);
    }
}
