namespace Isop.Core.Tussenevaluaties;

/// <summary>The cards of this capability, by the kind under which they are delivered.</summary>
public static class Kaarten
{
    /// <summary>"Waar wil jij feedback op?", to the student, a week before the opening.</summary>
    public const string Leervragen = "tussenevaluatie.leervragen";

    /// <summary>The form, to fill in; also as reminder.</summary>
    public const string Formulier = "tussenevaluatie.formulier";

    /// <summary>What was submitted, to the author who did it in the browser.</summary>
    public const string Ontvangst = "tussenevaluatie.ontvangst";

    /// <summary>Both forms side by side and the gesprek about them.</summary>
    public const string Vergelijking = "tussenevaluatie.vergelijking";

    /// <summary>To the author of the only form that came: show it to the other all the same?</summary>
    public const string Vrijgave = "tussenevaluatie.vrijgave";

    /// <summary>To the opleider: this one is late.</summary>
    public const string TeLaat = "tussenevaluatie.telaat";

    /// <summary>Four weeks after the gesprek: "hoe staat het met jullie afspraak?".</summary>
    public const string Terugblik = "tussenevaluatie.terugblik";
}
