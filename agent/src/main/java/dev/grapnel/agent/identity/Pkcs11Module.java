package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A few functions of a PKCS#11 module (PKCS#11 v2.40 base specification; 64-bit {@code CK_ULONG}),
 * called as they are in C. Of one thread.
 */
@SuppressWarnings("restricted") // a PKCS#11 module is native code: there is no other way to ask it
final class Pkcs11Module {
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final ValueLayout.OfLong ULONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfByte BOOL = ValueLayout.JAVA_BYTE;
  private static final long ALREADY_INITIALIZED = 0x191;
  private static final long OS_LOCKING_OK = 2;
  private static final long SERIAL_SESSION = 4;
  private static final long CKA_CLASS = 0x0;
  private static final long CKA_VALUE = 0x11;
  private static final long CKA_ID = 0x102;
  private static final long CKO_CERTIFICATE = 1;
  private static final long ATTRIBUTE_BYTES = 24;
  private static final int MAX_OBJECTS = 16;

  /** By its place in {@code CK_FUNCTION_LIST}, with what it takes. */
  @SuppressWarnings("ImmutableEnumChecker") // a FunctionDescriptor is immutable, but not annotated
  enum Function {
    INITIALIZE(0, POINTER),
    GET_SLOT_LIST(4, BOOL, POINTER, POINTER),
    GET_TOKEN_INFO(6, ULONG, POINTER),
    OPEN_SESSION(12, ULONG, ULONG, POINTER, POINTER, POINTER),
    CLOSE_SESSION(13, ULONG),
    GET_ATTRIBUTE_VALUE(24, ULONG, ULONG, POINTER, ULONG),
    FIND_OBJECTS_INIT(26, ULONG, POINTER, ULONG),
    FIND_OBJECTS(27, ULONG, POINTER, ULONG, POINTER),
    FIND_OBJECTS_FINAL(28, ULONG);

    private final int place;
    private final FunctionDescriptor descriptor;

    Function(int place, MemoryLayout... arguments) {
      this.place = place;
      this.descriptor = FunctionDescriptor.of(ULONG, arguments);
    }

    /** After the two version bytes come pointers, aligned to eight bytes. */
    private long offset() {
      return 8L + 8L * place;
    }
  }

  private final Arena arena;
  private final MemorySegment functions;

  Pkcs11Module(Path library, Arena arena) throws ProblemException {
    this.arena = arena;
    functions = functionList(library, arena);
    MemorySegment arguments = arena.allocate(48, 8);
    arguments.set(ULONG, 32, OS_LOCKING_OK);
    long result = call(Function.INITIALIZE, arguments);
    if (result != 0 && result != ALREADY_INITIALIZED) {
      throw failure(Function.INITIALIZE, result);
    }
  }

  Arena arena() {
    return arena;
  }

  /** The library stays loaded: SunPKCS11 goes on with it. */
  private static MemorySegment functionList(Path library, Arena arena) throws ProblemException {
    try {
      MemorySegment entry =
          SymbolLookup.libraryLookup(library.toAbsolutePath(), Arena.global())
              .findOrThrow("C_GetFunctionList");
      MethodHandle get =
          Linker.nativeLinker().downcallHandle(entry, FunctionDescriptor.of(ULONG, POINTER));
      MemorySegment list = arena.allocate(POINTER);
      long result = (long) get.invokeExact(list);
      if (result != 0) {
        throw new IllegalStateException("C_GetFunctionList: 0x" + Long.toHexString(result));
      }
      return list.get(POINTER, 0).reinterpret(8L + 8L * 68);
    } catch (Throwable e) {
      throw new ProblemException(
          "the PKCS#11 module " + library + " cannot be loaded: " + e.getMessage(),
          "check that it is a PKCS#11 module for this machine",
          e);
    }
  }

  /** The function's result code. */
  long call(Function function, Object... arguments) throws ProblemException {
    MemorySegment address = functions.get(POINTER, function.offset());
    try {
      return (long)
          Linker.nativeLinker()
              .downcallHandle(address, function.descriptor)
              .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new ProblemException(
          "the PKCS#11 module cannot be called: " + e.getMessage(), "check the module", e);
    }
  }

  void require(Function function, Object... arguments) throws ProblemException {
    long result = call(function, arguments);
    if (result != 0) {
      throw failure(function, result);
    }
  }

  private static ProblemException failure(Function function, long result) {
    return new ProblemException(
        "the PKCS#11 module answered " + function + " with 0x" + Long.toHexString(result),
        "check the token; the codes are in the PKCS#11 specification");
  }

  List<DerCertificate> certificates(long slot, byte[] id)
      throws ProblemException, MalformedCertificateException {
    MemorySegment handle = arena.allocate(ULONG);
    require(
        Function.OPEN_SESSION,
        slot,
        SERIAL_SESSION,
        MemorySegment.NULL,
        MemorySegment.NULL,
        handle);
    long session = handle.get(ULONG, 0);
    try {
      List<DerCertificate> certificates = new ArrayList<>();
      for (long object : find(session, id)) {
        certificates.add(DerCertificate.of(value(session, object)));
      }
      return certificates;
    } finally {
      require(Function.CLOSE_SESSION, session);
    }
  }

  private List<Long> find(long session, byte[] id) throws ProblemException {
    MemorySegment wanted = arena.allocate(2 * ATTRIBUTE_BYTES, 8);
    setAttribute(wanted, 0, CKA_CLASS, arena.allocateFrom(ULONG, CKO_CERTIFICATE), 8);
    setAttribute(wanted, 1, CKA_ID, arena.allocateFrom(ValueLayout.JAVA_BYTE, id), id.length);
    require(Function.FIND_OBJECTS_INIT, session, wanted, 2L);
    MemorySegment objects = arena.allocate(ULONG, MAX_OBJECTS);
    MemorySegment count = arena.allocate(ULONG);
    require(Function.FIND_OBJECTS, session, objects, (long) MAX_OBJECTS, count);
    require(Function.FIND_OBJECTS_FINAL, session);
    List<Long> found = new ArrayList<>();
    for (int i = 0; i < count.get(ULONG, 0); i++) {
      found.add(objects.getAtIndex(ULONG, i));
    }
    return found;
  }

  private byte[] value(long session, long object) throws ProblemException {
    MemorySegment bytes = arena.allocate(DerCertificate.MAX_BYTES);
    MemorySegment attribute = arena.allocate(ATTRIBUTE_BYTES, 8);
    setAttribute(attribute, 0, CKA_VALUE, bytes, bytes.byteSize());
    require(Function.GET_ATTRIBUTE_VALUE, session, object, attribute, 1L);
    return bytes.asSlice(0, attribute.get(ULONG, 16)).toArray(ValueLayout.JAVA_BYTE);
  }

  /** {@code CK_ATTRIBUTE}: type, pointer to the value, length. */
  private static void setAttribute(
      MemorySegment attributes, int index, long type, MemorySegment value, long length) {
    long start = index * ATTRIBUTE_BYTES;
    attributes.set(ULONG, start, type);
    attributes.set(POINTER, start + 8, value);
    attributes.set(ULONG, start + 16, length);
  }
}
