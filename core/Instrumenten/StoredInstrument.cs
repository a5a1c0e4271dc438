namespace Isop.Core.Instrumenten;

/// <summary>A version as it is stored, with the mark of its content.</summary>
public sealed record StoredInstrument(string Kenmerk, Instrument Instrument);

/// <summary>The versions that were applied, in that order: of two that cover the same students the later one counts.</summary>
public sealed record InstrumentList(IReadOnlyList<AppliedVersion> Versies);

public sealed record AppliedVersion(InstrumentRef Versie, string Kenmerk);
