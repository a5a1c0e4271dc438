using Isop.Core.Register;

namespace Isop.Bot.Bureau.Wijzigen;

/// <summary>What a change is about: a stage with its student, a person, or nobody yet.</summary>
public sealed record Onderwerp(WijzigSoort Soort, Persoon? Persoon, Stage? Stage)
{
    /// <summary>The id of the stage or the person; empty for somebody new.</summary>
    public string Id => Stage?.Id ?? Persoon?.Id.ToString() ?? "";

    /// <summary>Null when the register has no such stage or person.</summary>
    internal static Onderwerp? Find(RegisterSnapshot register, WijzigSoort soort, string? stage, string? persoon)
    {
        if (soort == WijzigSoort.Nieuw)
        {
            return new Onderwerp(soort, null, null);
        }

        if (soort.IsOfStage())
        {
            return stage is { Length: > 0 } && register.FindStage(stage) is { } found && register.Find(found.Student) is { } student
                ? new Onderwerp(soort, student, found)
                : null;
        }

        return PersonId.TryParse(persoon, out var id) && register.Find(id) is { } person ? new Onderwerp(soort, person, null) : null;
    }

    /// <summary>What the form holds before anybody typed: how it is now.</summary>
    internal Invoer Begin(DateOnly today)
    {
        var day = Invoer.Show(Stage is { } s && s.Van > today ? s.Van : today);
        return Soort switch
        {
            WijzigSoort.Begeleiders or WijzigSoort.Organisatie => Invoer.Of([("vanaf", day), .. DagenVan(Stage)]),
            WijzigSoort.Stopt => Invoer.Of(("per", day)),
            WijzigSoort.Adres => Invoer.Of(("email", Persoon!.Email)),
            _ => Invoer.Leeg,
        };
    }

    private static IEnumerable<(string, string)> DagenVan(Stage? stage) =>
        Invoer.Dagen.Where(d => stage?.Dagen.Contains(d.Day) == true).Select(d => ("dagen", d.Word));
}
