;; The hash function for strings and bytes of a Python that starts from a snapshot.
;;
;; A snapshot holds tens of thousands of strings whose hashes are cached and by which dictionaries are laid out, so the
;; hash secret with which it was made cannot be exchanged. What can be: the hash of every string that the snapshot does
;; not know. A bitmap in the snapshot tells, by the old hash; a string that it (rightly or by chance) knows keeps its
;; old hash, any other is hashed again with this sandbox's own secret. Equal strings have equal hashes either way.
;;
;; Assembled into string_hash.js; a test compares the two.
(module
  (import "env" "memory" (memory 0))
  ;; CPython's own function, which reads its key from `secret`.
  (import "env" "hash" (func $original (param i32 i32) (result i32)))
  (import "env" "secret" (global $secret i32))
  (import "env" "known" (global $known i32))
  (import "env" "mask" (global $mask i32))
  (global $key0 (mut i64) (i64.const 0))
  (global $key1 (mut i64) (i64.const 0))
  (func (export "seed") (param i64 i64)
    (global.set $key0 (local.get 0))
    (global.set $key1 (local.get 1)))
  (func (export "hash") (param $data i32) (param $length i32) (result i32)
    (local $hash i32) (local $old0 i64) (local $old1 i64)
    (local.set $hash (call $original (local.get $data) (local.get $length)))
    (if
      (i32.and
        (i32.shr_u
          (i32.load8_u
            (i32.add
              (global.get $known)
              (i32.shr_u (i32.and (local.get $hash) (global.get $mask)) (i32.const 3))))
          (i32.and (local.get $hash) (i32.const 7)))
        (i32.const 1))
      (then (return (local.get $hash))))
    (local.set $old0 (i64.load (global.get $secret)))
    (local.set $old1 (i64.load offset=8 (global.get $secret)))
    (i64.store (global.get $secret) (global.get $key0))
    (i64.store offset=8 (global.get $secret) (global.get $key1))
    (local.set $hash (call $original (local.get $data) (local.get $length)))
    (i64.store (global.get $secret) (local.get $old0))
    (i64.store offset=8 (global.get $secret) (local.get $old1))
    (local.get $hash)))
