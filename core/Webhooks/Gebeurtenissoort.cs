namespace Isop.Core.Webhooks;

/// <summary>What a program can be told about.</summary>
public enum Gebeurtenissoort
{
    Tussenevaluatie,
    Bezoek,
    StageEvaluatie,
    Certificaat,
    Bericht,
}

/// <summary>The words for events in the API and in addresses.</summary>
public static class Gebeurteniswoorden
{
    /// <summary>Both forms are in and have just become visible.</summary>
    public const string BeideIngevuld = "beide-ingevuld";
    public const string Besproken = "besproken";

    /// <summary>The deadline passed before both were in.</summary>
    public const string TeLaat = "te-laat";

    public const string Bevestigd = "bevestigd";

    /// <summary>An agreed visit is agreed at another moment.</summary>
    public const string Verplaatst = "verplaatst";
    public const string Afgezegd = "afgezegd";
    public const string Geweest = "geweest";

    /// <summary>The third week of its window has come, and it is not agreed.</summary>
    public const string Ontbreekt = "ontbreekt";

    /// <summary>A wave was counted and its answers are gone.</summary>
    public const string Gesloten = "gesloten";

    public const string Verstrekt = "verstrekt";
    public const string Ingetrokken = "ingetrokken";

    public const string NietAangekomen = "niet-aangekomen";

    /// <summary>What can happen to what is of this kind.</summary>
    public static IReadOnlyList<string> Van(Gebeurtenissoort soort) => soort switch
    {
        Gebeurtenissoort.Tussenevaluatie => [BeideIngevuld, Besproken, TeLaat],
        Gebeurtenissoort.Bezoek => [Bevestigd, Verplaatst, Afgezegd, Geweest, Ontbreekt],
        Gebeurtenissoort.StageEvaluatie => [Gesloten],
        Gebeurtenissoort.Certificaat => [Verstrekt, Ingetrokken],
        Gebeurtenissoort.Bericht => [NietAangekomen],
        _ => throw new ArgumentOutOfRangeException(nameof(soort)),
    };

    public static string Code(this Gebeurtenissoort soort) => soort switch
    {
        Gebeurtenissoort.Tussenevaluatie => "tussenevaluatie",
        Gebeurtenissoort.Bezoek => "bezoek",
        Gebeurtenissoort.StageEvaluatie => "stage-evaluatie",
        Gebeurtenissoort.Certificaat => "certificaat",
        Gebeurtenissoort.Bericht => "bericht",
        _ => throw new ArgumentOutOfRangeException(nameof(soort)),
    };

    /// <summary>Whether it happens at an organisation, so that somebody can ask for those of one organisation.</summary>
    public static bool HeeftOrganisatie(this Gebeurtenissoort soort) => soort is Gebeurtenissoort.Tussenevaluatie or Gebeurtenissoort.Bezoek;
}
