namespace Isop.Bot.StageEvaluaties.Invullen;

/// <summary>Why there is no form to fill in.</summary>
public enum Klaar
{
    Verstuurd,
    AlGedaan,
    Gesloten,

    /// <summary>It closed while the form was open.</summary>
    TeLaat,

    /// <summary>The form was opened more often than anybody would.</summary>
    TeVaak,
}
