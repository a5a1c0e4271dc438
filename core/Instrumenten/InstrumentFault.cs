namespace Isop.Core.Instrumenten;

/// <summary>What is wrong with an instrument, and where: a JSON path and a Dutch sentence.</summary>
public sealed record InstrumentFault(string Pad, string Reden)
{
    public override string ToString() => $"{Pad}: {Reden}";
}

/// <summary>What reading an instrument came to.</summary>
public abstract record InstrumentReading
{
    private InstrumentReading()
    {
    }

    public sealed record Good(Instrument Instrument) : InstrumentReading;

    /// <summary>Every fault that was found; there is at least one.</summary>
    public sealed record Faulty(IReadOnlyList<InstrumentFault> Faults) : InstrumentReading;
}
