using Isop.Bot.Certificaten.Trainingen;
using Isop.Bot.Web.Components;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;
using Microsoft.AspNetCore.WebUtilities;

namespace Isop.Bot.Certificaten.Beheer;

/// <summary>How far a training is, as the onderwijsbureau looks at it: what asks for something first.</summary>
public enum TrainingStand
{
    Compleet,
    Bijna,
    Loopt,
    Gepland,
    Verstrekt,
    Afgezegd,
}

internal static class TrainingStanden
{
    public static IReadOnlyList<TrainingStand> Alle { get; } = Enum.GetValues<TrainingStand>();

    public static string Woord(this TrainingStand stand) => stand switch
    {
        TrainingStand.Compleet => "compleet",
        TrainingStand.Bijna => "mist iets",
        TrainingStand.Loopt => "loopt",
        TrainingStand.Gepland => "gepland",
        TrainingStand.Verstrekt => "verstrekt",
        _ => "afgezegd",
    };

    public static Tone Kleur(this TrainingStand stand) => stand switch { TrainingStand.Compleet or TrainingStand.Verstrekt => Tone.Ok, TrainingStand.Bijna => Tone.Warn, _ => Tone.Info };
}

/// <summary>A training on the list.</summary>
public sealed record TrainingRegel(Trainingzicht Zicht, TrainingStand Stand, int TeVerstrekken)
{
    public static TrainingRegel Van(Trainingzicht z)
    {
        var t = z.Training;
        var open = Trainingsvoorwaarden.TeVerstrekken(t, z.Om.AanwezigheidVereist).Count;
        var stand = t.Afgezegd is not null ? TrainingStand.Afgezegd
            : Trainingsvoorwaarden.IsCompleet(t) ? open > 0 || t.Verstrekking is null ? TrainingStand.Compleet : TrainingStand.Verstrekt
            : t.Ronde?.Gesloten is not null ? TrainingStand.Bijna
            : t.Ronde is not null || z.TeMelden >= 0 || t.Delen.Any(d => d.Aanwezig is not null) ? TrainingStand.Loopt
            : TrainingStand.Gepland;
        return new TrainingRegel(z, stand, open);
    }
}

/// <summary>What part of the list is shown: it stands in the address.</summary>
public sealed record TrainingFilter(string Jaar, TrainingStand? Stand, string? Soort)
{
    public static TrainingFilter Read(IQueryCollection query, RegisterSnapshot register, DateOnly today) => new(
        query["jaar"].ToString() is { Length: > 0 and <= 20 } jaar ? jaar : register.Kalender.Studiejaar(today),
        Enum.TryParse<TrainingStand>(query["stand"], ignoreCase: true, out var stand) && Enum.IsDefined(stand) ? stand : null, Trainingssoort.Find(query["soort"])?.Code);

    public bool Passes(TrainingRegel regel) => (Stand is null || regel.Stand == Stand) && (Soort is null || regel.Zicht.Training.Soort == Soort);

    public string Href(TrainingStand? stand) => QueryHelpers.AddQueryString(
        TrainingBeheerEndpoints.Path,
        new Dictionary<string, string?> { ["jaar"] = Jaar, ["stand"] = stand?.ToString().ToLowerInvariant(), ["soort"] = Soort }.Where(p => p.Value is not null));
}
