namespace Isop.Core.StageEvaluaties;

/// <summary>What has to hold before figures are shown. Values that protect less than the partnership promises cannot be made.</summary>
public sealed record Vrijgaveregels
{
    public const int LaagsteDrempel = 5;
    public const int LaagsteDrempelOpmerkingen = 10;

    /// <summary>So many different people, at least, stand behind every figure and behind every difference of figures.</summary>
    public int Drempel
    {
        get;
        init => field = value >= LaagsteDrempel ? value : throw new ArgumentOutOfRangeException(nameof(Drempel), value, "At least 5 people.");
    } = LaagsteDrempel;

    public int DrempelOpmerkingen
    {
        get;
        init => field = value >= LaagsteDrempelOpmerkingen
            ? value
            : throw new ArgumentOutOfRangeException(nameof(DrempelOpmerkingen), value, "At least 10 people.");
    } = LaagsteDrempelOpmerkingen;

    /// <summary>The most study years in one report.</summary>
    public int Venster
    {
        get;
        init => field = value is >= 1 and <= 6 ? value : throw new ArgumentOutOfRangeException(nameof(Venster), value, "1 to 6 study years.");
    } = 3;

    /// <summary>
    /// At how many eenheden one student can answer in one half-year. Whoever sends invitations keeps to it; two is a student who changes
    /// halfway or has two stages.
    /// </summary>
    public int MeesteEenheden
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MeesteEenheden), value, "At least 1.");
    } = 2;

    /// <summary>Below this part of the invited a report says "lage respons".</summary>
    public const double LageRespons = 0.20;

    /// <summary>So many eenheden, at least, in what a board sees about opleiders.</summary>
    public const int EenhedenOverOpleider = 3;
}
